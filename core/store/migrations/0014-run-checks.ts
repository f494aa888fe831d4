/** What became of the checks over all records of a step: JSON, beside what it has read. */
export const sql = `ALTER TABLE run_steps ADD COLUMN checks TEXT;`;
