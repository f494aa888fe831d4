import { useEffect, useState } from 'react';
import type { SqlCheck } from '../../../core/api/sql-models.ts';
import { api } from '../../api/client.ts';

const WAIT_MS = 350;

/** What the database says of the statement, a moment after the typing has stopped; null while nobody has looked, and without a database. */
export function useSqlCheck(flowId: string, path: string, sql: string, ready: boolean): SqlCheck | null {
  const [answer, setAnswer] = useState<{ path: string; sql: string; check: SqlCheck } | null>(null);
  useEffect(() => {
    if (!ready || sql.trim() === '') return;
    let gone = false;
    const timer = setTimeout(() => {
      api.design.checkSql({ flowId, path, sql }).then(
        (check) => !gone && setAnswer({ path, sql, check }),
        // A file that cannot be read is told at its own setting.
        () => !gone && setAnswer(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [flowId, path, sql, ready]);
  return ready && answer?.sql === sql && answer.path === path ? answer.check : null;
}
