import type { ConnectionRow } from '../../../core/api/connection-models.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { told } from '../../i18n/i18n.ts';

/** Connections with all these words in their name, kind, or where they lead, by name. */
export function findConnections(rows: readonly ConnectionRow[], query: string): ConnectionRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = rows.filter((row) => {
    const spec = connectionCatalog.get(row.kind);
    const { production, test } = row.environments;
    const text = [row.name, row.kind, told(spec?.title ?? ''), production.summary, test.summary, ...production.hosts, ...test.hosts].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return fits.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
