import { useEffect, useState } from 'react';
import type * as z from 'zod';
import type { tableList, tableShape } from '../../../core/api/connection-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { useConnections } from '../../state/connections.ts';

export type TableList = z.infer<typeof tableList>;
export type TableShape = NonNullable<z.infer<typeof tableShape>>;

const WAIT_MS = 200;
const MOST = 200;

interface Tables {
  list: TableList | null;
  failed: ErrorReport | null;
  looking: boolean;
}

const NOTHING: Tables = { list: null, failed: null, looking: false };

/** Tables of a connection whose names hold some letters: the database itself searches, however many there are. The last ones stay while it does. */
export function useDbTables(connectionId: string, like: string, wanted: boolean, again: number): Tables {
  const environment = useConnections((state) => state.environment);
  const [tables, setTables] = useState<Tables & { of: string }>({ ...NOTHING, of: '' });
  const of = `${environment} ${connectionId}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again asks once more; another environment is another database
  useEffect(() => {
    if (!wanted || connectionId === '') return;
    const stop = new AbortController();
    setTables((now) => ({ ...(now.of === of ? now : NOTHING), of, looking: true }));
    const timer = setTimeout(() => {
      api.connections.tables({ connectionId, like, most: MOST }, { signal: stop.signal }).then(
        (list) => !stop.signal.aborted && setTables({ list, failed: null, looking: false, of }),
        (error: unknown) => !stop.signal.aborted && setTables({ list: null, failed: toReport(error), looking: false, of }),
      );
    }, WAIT_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [of, like, wanted, again]);
  return tables.of === of ? tables : NOTHING;
}

/** What the database says of a table; undefined while nobody knows, null when there is none of that name. */
export function useTableShape(connectionId: string, schema: string, name: string, wanted: boolean): TableShape | null | undefined {
  const environment = useConnections((state) => state.environment);
  const [known, setKnown] = useState<{ key: string; shape: TableShape | null } | null>(null);
  const key = [environment, connectionId, schema, name].join('\n');
  useEffect(() => {
    if (!wanted || connectionId === '' || name === '') return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.connections.tableShape({ connectionId, table: { schema: schema === '' ? null : schema, name } }, { signal: stop.signal }).then(
        (shape) => !stop.signal.aborted && setKnown({ key, shape }),
        // That the database cannot be reached is said beside the list of tables.
        () => undefined,
      );
    }, WAIT_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, connectionId, schema, name, wanted]);
  return known?.key === key ? known.shape : undefined;
}
