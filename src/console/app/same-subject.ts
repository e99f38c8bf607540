/**
 * Keeps the answer on the page while another as-of question about the same facility or official is
 * open. Never across subjects: one person's record must not stand under another's name, not even for a
 * moment.
 */
export const sameSubject =
  (id: string) =>
  <Answer>(
    before: Answer | undefined,
    query: { readonly queryKey: readonly unknown[] } | undefined,
  ): Answer | undefined =>
    query?.queryKey[1] === id ? before : undefined;
