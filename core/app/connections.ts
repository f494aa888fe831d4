import { connectionDetail, listConnections, removeConnection, renameConnection, saveConnection } from './connections/connection-book.ts';
import { mustFindConnection } from './connections/connection-parts.ts';
import { connectionUsers } from './connections/connection-users.ts';
import { exploreFolder, exploreQuery, exploreTable, exploreTables } from './connections/explore-connection.ts';
import { testConnection } from './connections/test-connection.ts';
import { vaultState } from './connections/vault-state.ts';
import { mustWrite, type Parts } from './parts.ts';
import { procedures } from './procedures.ts';

const done = { ok: true as const };
const environmentOf = ({ connections }: Pick<Parts, 'connections'>) => ({ current: connections.environment });

/** Outside systems: kept, tested, looked into. */
export const connections = {
  list: procedures.connections.list.handler(({ context }) => listConnections(context.connections.parts)),
  get: procedures.connections.get.handler(({ context, input }) => connectionDetail(context.connections.parts, input.connectionId)),
  save: procedures.connections.save.handler(async ({ context, input }) => {
    const saved = await saveConnection(context.connections.parts, input);
    context.connections.changed(saved.connectionId);
    return saved;
  }),
  rename: procedures.connections.rename.handler(async ({ context, input }) => {
    const renamed = await renameConnection(context.connections.parts, input.connectionId, input.name);
    context.connections.changed(input.connectionId);
    return renamed;
  }),
  remove: procedures.connections.remove.handler(({ context, input }) => {
    removeConnection(context.connections.parts, input.connectionId, input.forced);
    context.connections.changed(input.connectionId);
    return done;
  }),
  usedBy: procedures.connections.usedBy.handler(({ context, input }) => {
    mustFindConnection(context, input.connectionId);
    return connectionUsers(context, input.connectionId).map(({ connectionId: _, ...user }) => user);
  }),
  test: procedures.connections.test.handler(({ context, input, signal }) => testConnection(context.connections, input, signal)),
  environment: procedures.connections.environment.handler(({ context }) => environmentOf(context)),
  setEnvironment: procedures.connections.setEnvironment.handler(({ context, input }) => {
    context.connections.switchTo(input.environment);
    return environmentOf(context);
  }),
  vault: procedures.connections.vault.handler(({ context }) => vaultState(context.connections.parts)),
  unlock: procedures.connections.unlock.handler(async ({ context }) => {
    context.connections.parts.vault.again();
    const state = await vaultState(context.connections.parts);
    context.connections.changed(null);
    return state;
  }),
  startAnew: procedures.connections.startAnew.handler(async ({ context }) => {
    mustWrite(context);
    await context.connections.parts.vault.startAnew();
    context.connections.changed(null);
    return vaultState(context.connections.parts);
  }),
  keepInFile: procedures.connections.keepInFile.handler(async ({ context }) => {
    mustWrite(context);
    await context.connections.parts.vault.keepInFile();
    context.connections.changed(null);
    return vaultState(context.connections.parts);
  }),
  tables: procedures.connections.tables.handler(({ context, input, signal }) =>
    exploreTables(context.connections, input.connectionId, input.like, input.most, signal),
  ),
  tableShape: procedures.connections.tableShape.handler(({ context, input, signal }) =>
    exploreTable(context.connections, input.connectionId, input.table, signal),
  ),
  queryColumns: procedures.connections.queryColumns.handler(({ context, input, signal }) =>
    exploreQuery(context.connections, input.connectionId, input.sql, input.parameters, signal),
  ),
  folder: procedures.connections.folder.handler(({ context, input, signal }) => exploreFolder(context.connections, input.connectionId, input.folder, signal)),
};
