/** A path of ours, never another site's. */
export const safeBack = (back: string | null) =>
  back !== null && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';
