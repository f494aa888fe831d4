import { useEffect, useMemo, useRef, useState } from 'react';
import type { FlowParameter } from '../../../core/flow/flow.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { useConnections } from '../../state/connections.ts';
import { type SqlSchema, type SqlTable, serverSchema } from './sql-schema.ts';
import { namesIn } from './table-names.ts';

const WAIT_MS = 350;
/** Names of more tables than this are not offered; those a statement names are looked up whatever their number. */
const MOST = 1_000;

/** What a database says of a statement: the columns it gives, or what is wrong with it. */
export interface ConnectionSqlCheck {
  columns: readonly string[];
  problem: { message: string; hint?: string; line?: number } | null;
}

/** What an editor knows of the database of a connection: names to complete, and what it says of the statement a moment after the typing has stopped. */
export function useConnectionSql(connectionId: string, sql: string, parameters: readonly FlowParameter[], ready: boolean) {
  const environment = useConnections((state) => state.environment);
  const place = `${environment} ${connectionId}`;
  const [tables, setTables] = useState<{ place: string; dialect: 'postgres' | 'mysql'; names: readonly string[] } | null>(null);
  const [columns, setColumns] = useState<ReadonlyMap<string, SqlTable['columns']>>(new Map());
  const [check, setCheck] = useState<{ place: string; sql: string; found: ConnectionSqlCheck } | null>(null);
  const asked = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another environment is another database
  useEffect(() => {
    if (connectionId === '') return;
    const stop = new AbortController();
    asked.current = new Set();
    setColumns(new Map());
    api.connections.tables({ connectionId, like: '', most: MOST }, { signal: stop.signal }).then(
      ({ dialect, tables: found }) => !stop.signal.aborted && setTables({ place, dialect, names: found.map(({ name }) => name) }),
      // That it cannot be reached is told at the connection itself.
      () => undefined,
    );
    return () => stop.abort();
  }, [place]);
  const known = tables?.place === place ? tables : null;
  useEffect(() => {
    if (!known) return;
    const timer = setTimeout(() => {
      for (const table of namesIn(sql)) {
        const key = `${place} ${table.schema ?? ''}.${table.name}`;
        if (asked.current.has(key)) continue;
        asked.current.add(key);
        api.connections.tableShape({ connectionId, table }).then(
          (shape) => {
            if (!shape || !asked.current.has(key)) return;
            const list = shape.columns.map(({ name, declared }) => ({ name, type: declared, key: shape.primaryKey.includes(name) }));
            setColumns((now) => new Map(now).set(table.name, list));
          },
          () => asked.current.delete(key),
        );
      }
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [known, place, connectionId, sql]);
  const given = JSON.stringify(Object.fromEntries(parameters.map(({ name, value }) => [name, value])));
  useEffect(() => {
    if (!ready || !known || sql.trim() === '') return;
    const stop = new AbortController();
    const answer = (found: ConnectionSqlCheck) => !stop.signal.aborted && setCheck({ place, sql, found });
    const timer = setTimeout(() => {
      api.connections.queryColumns({ connectionId, sql, parameters: JSON.parse(given) as Record<string, string> }, { signal: stop.signal }).then(
        (found) => answer({ columns: found.columns.map(({ name }) => name), problem: null }),
        (error: unknown) => {
          const { code, message, hint, place: where } = toReport(error);
          if (code !== 'query-wrong') return;
          answer({ columns: [], problem: { message, ...(hint ? { hint } : {}), ...(where?.row ? { line: where.row } : {}) } });
        },
      );
    }, WAIT_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [ready, known, place, connectionId, sql, given]);
  const schema = useMemo((): SqlSchema | null => {
    if (!known) return null;
    const names = new Set([...known.names, ...columns.keys()]);
    return serverSchema(
      known.dialect,
      [...names].map((name) => ({ name, detail: '', columns: columns.get(name) ?? [] })),
    );
  }, [known, columns]);
  return { schema, check: ready && check?.place === place && check.sql === sql ? check.found : null };
}
