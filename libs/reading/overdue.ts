/**
 * 逾期, in SQL, over a row of `read.hazard h` that is open: past its day, and not even said to be put right.
 * Null when no day is set. Every figure and every list means this by it.
 */
export const overdueSql = (day: string) => `(not h.claimed and h.due_on < ${day})`;
