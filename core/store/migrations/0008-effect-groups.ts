/** Effects by groups of records: where their records come from, what was known, and what was decided about those that nobody knows. */
export const sql = `
ALTER TABLE effects ADD COLUMN grp TEXT;
ALTER TABLE effects ADD COLUMN origins TEXT;
ALTER TABLE effects ADD COLUMN choice TEXT NOT NULL DEFAULT 'ask' CHECK (choice IN ('ask', 'resend', 'skip'));
ALTER TABLE effects ADD COLUMN said TEXT;
ALTER TABLE effects ADD COLUMN decision TEXT CHECK (decision IN ('resend', 'skip'));
ALTER TABLE effects ADD COLUMN decided_at INTEGER;
ALTER TABLE effects ADD COLUMN decided_by TEXT;
CREATE INDEX effects_by_key ON effects (key) WHERE state = 'unknown';
`;
