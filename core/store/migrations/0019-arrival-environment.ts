/**
 * For each expected file the environment it came for: what a trial has read is no repetition of what comes for production. What came before counts for the
 * environment its flow is live in.
 */
export const sql = `
ALTER TABLE arrivals ADD COLUMN environment TEXT NOT NULL DEFAULT 'production';
UPDATE arrivals SET environment = coalesce((SELECT live_environment FROM flows WHERE flows.id = flow_id), 'production');
`;
