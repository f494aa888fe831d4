/** Of which other source records a rejected one was made: how many, and where the first of them came from. */
export const sql = `
ALTER TABLE rejects ADD COLUMN members TEXT;
`;
