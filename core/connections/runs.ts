import type { AnyConnectionRun } from '../catalog/connection-spec.ts';

/** One line a kind; the import, and with it the driver, happens when a connection of the kind is first used. */
const LOADERS: Readonly<Record<string, () => Promise<{ run: AnyConnectionRun }>>> = {
  mysql: () => import('./mysql/run.ts'),
  postgres: () => import('./postgres/run.ts'),
  smtp: () => import('./smtp/run.ts'),
  http: () => import('./http/run.ts'),
  sftp: () => import('./sftp/run.ts'),
};

/** Loads what speaks to a kind of outside system. Rejects with an `Error` for a kind that is not in the catalog. */
export async function loadConnection(kind: string): Promise<AnyConnectionRun> {
  const load = Object.hasOwn(LOADERS, kind) ? LOADERS[kind] : undefined;
  if (!load) throw new Error(`there is no connection kind ${kind}`);
  return (await load()).run;
}
