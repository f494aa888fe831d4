import type { NodeRun } from '../engine/node-door.ts';

// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind; the registry is where it is erased
type AnyNodeRun = NodeRun<any>;

/** One line a kind; the import happens when a run first needs the kind. */
const LOADERS: Readonly<Record<string, () => Promise<{ run: AnyNodeRun }>>> = {
  'manual-trigger': () => import('./manual-trigger/run.ts'),
  webhook: () => import('./webhook/run.ts'),
  'file-arrival': () => import('./file-arrival/run.ts'),
  'after-flow': () => import('./after-flow/run.ts'),
  'trigger-data': () => import('./trigger-data/run.ts'),
  'schedule-trigger': () => import('./schedule-trigger/run.ts'),
  'csv-source': () => import('./csv-source/run.ts'),
  'json-source': () => import('./json-source/run.ts'),
  'sqlite-query': () => import('./sqlite-query/run.ts'),
  'database-source': () => import('./database-source/run.ts'),
  'http-lookup': () => import('./http-lookup/run.ts'),
  'http-source': () => import('./http-source/run.ts'),
  'http-target': () => import('./http-target/run.ts'),
  'filter-rows': () => import('./filter-rows/run.ts'),
  'switch-rows': () => import('./switch-rows/run.ts'),
  'map-fields': () => import('./map-fields/run.ts'),
  'remove-duplicates': () => import('./remove-duplicates/run.ts'),
  'sort-rows': () => import('./sort-rows/run.ts'),
  'group-rows': () => import('./group-rows/run.ts'),
  'pivot-rows': () => import('./pivot-rows/run.ts'),
  'unpivot-rows': () => import('./unpivot-rows/run.ts'),
  'limit-rows': () => import('./limit-rows/run.ts'),
  'flatten-list': () => import('./flatten-list/run.ts'),
  'nest-rows': () => import('./nest-rows/run.ts'),
  'number-rows': () => import('./number-rows/run.ts'),
  'look-up': () => import('./look-up/run.ts'),
  'union-rows': () => import('./union-rows/run.ts'),
  'join-rows': () => import('./join-rows/run.ts'),
  'compare-rows': () => import('./compare-rows/run.ts'),
  'validate-rows': () => import('./validate-rows/run.ts'),
  'code-snippet': () => import('./code-snippet/run.ts'),
  'csv-target': () => import('./csv-target/run.ts'),
  'json-target': () => import('./json-target/run.ts'),
  'sqlite-table': () => import('./sqlite-table/run.ts'),
  'check-records': () => import('./check-records/run.ts'),
  'send-mail': () => import('./send-mail/run.ts'),
  'database-target': () => import('./database-target/run.ts'),
};

/** By kind: asking the system for a module that it has loaded takes a tiny run longer than opening the step. */
const loaded = new Map<string, Promise<AnyNodeRun>>();

/** Loads what a kind does. Rejects with an `Error` for a kind that is not in the catalog: the flow's checks come before. */
export function loadRun(kind: string): Promise<AnyNodeRun> {
  const known = loaded.get(kind);
  if (known) return known;
  const loading = load(kind);
  loaded.set(kind, loading);
  loading.catch(() => loaded.delete(kind));
  return loading;
}

async function load(kind: string): Promise<AnyNodeRun> {
  const loader = Object.hasOwn(LOADERS, kind) ? LOADERS[kind] : undefined;
  if (!loader) throw new Error(`there is no node kind ${kind}`);
  return (await loader()).run;
}
