/**
 * For each flow in service the environment whose settings of connections its triggers use. Until now they used what the workspace was set to; what was in
 * service keeps that.
 */
export const sql = `
ALTER TABLE flows ADD COLUMN live_environment TEXT;
UPDATE flows SET live_environment = coalesce((SELECT json_extract(value, '$') FROM settings WHERE key = 'environment'), 'production')
WHERE live_version IS NOT NULL;
`;
