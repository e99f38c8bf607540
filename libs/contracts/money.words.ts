/** Fen as yuan, exactly: `150000` is 1500.00. */
export const yuan = (fen: string): string => {
  const padded = fen.padStart(3, '0');
  return `${padded.slice(0, -2)}.${padded.slice(-2)}`;
};
