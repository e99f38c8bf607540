export type AddressChange = Readonly<Record<string, string | readonly string[] | null>>;

/** The parameters after a change: `null`, empty words and empty lists leave the address. */
export function changed(params: URLSearchParams, changes: AddressChange): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : typeof value === 'string' ? [value] : value;
    values.filter((one) => one !== '').forEach((one) => next.append(name, one));
  }
  return next;
}
