/** Half products that tell of an effect whether it was done: while one is there, it was not. */
export const sql = `
ALTER TABLE effects ADD COLUMN half TEXT;
`;
