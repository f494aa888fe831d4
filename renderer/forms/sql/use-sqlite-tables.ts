import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

export type Tables = Awaited<ReturnType<typeof api.design.sqliteTables>>;

const WAIT_MS = 200;

/** The tables of a database file; null while they are not known, and what stands in the way. */
export function useSqliteTables(flowId: string, path: string): { tables: Tables | null; failed: string | null } {
  const [found, setFound] = useState<{ path: string; tables: Tables | null; failed: string | null } | null>(null);
  useEffect(() => {
    let gone = false;
    if (path.trim() === '') return;
    const timer = setTimeout(() => {
      api.design.sqliteTables({ flowId, path }).then(
        (tables) => !gone && setFound({ path, tables, failed: null }),
        (reason: unknown) => !gone && setFound({ path, tables: null, failed: toReport(reason).message }),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [flowId, path]);
  return found?.path === path ? found : { tables: null, failed: null };
}
