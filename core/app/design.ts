import { describeCron } from '../triggers/describe-cron.ts';
import { checkSql } from './connections/check-sql.ts';
import { listTables } from './connections/sqlite-tables.ts';
import { evaluateFormula } from './drafts/evaluate-formula.ts';
import { inspectFlow } from './drafts/inspect-flow.ts';
import { nodeForFile } from './drafts/node-for-file.ts';
import { peekAt } from './drafts/peek-at.ts';
import { peekRemote } from './drafts/peek-remote.ts';
import { personalFields } from './drafts/personal-fields.ts';
import { previewFlow } from './drafts/preview-flow.ts';
import { targetFields } from './drafts/target-fields.ts';
import { fieldsOfTable } from './drafts/target-table.ts';
import { tryFormats } from './drafts/try-formats.ts';
import { tryMapping } from './drafts/try-mapping.ts';
import { halfUpload, keepUpload } from './flows/keep-upload.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { pinRecords, pinsOf, unpin } from './pins.ts';
import { procedures } from './procedures.ts';
import { changeMemory, flowMemory } from './runs/step-memory.ts';
import { trySnippet } from './snippets/try-snippet.ts';
import { filledPath } from './triggers/file-matches.ts';
import { absolutePath } from './workspace/workspace-folders.ts';
import { readSettings } from './workspace/workspace-settings.ts';

/** A path with its placeholders filled in as they would be now. */
function filledNow(parts: Parts, flowId: string | undefined, path: string): string {
  if (flowId === undefined) return path;
  const record = mustFindFlow(parts.store, flowId);
  const flow = parts.store.flows.document(flowId, record.version);
  const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
  return filledPath(path, { now: parts.clock.now(), zone: flow.settings.zone || parts.clock.zone, flowName: flow.name, parameters });
}

/** A path of this machine as it would be read now: from the flow's folder, placeholders filled in. */
function pathNow(parts: Parts, flowId: string | undefined, path: string): string {
  return absolutePath(flowId === undefined ? parts.folders.root : parts.folders.flow(flowId), filledNow(parts, flowId, path));
}

/** What the designer asks while a flow is drawn. Nothing here writes outside the flow's own folder. */
export const design = {
  inspect: procedures.design.inspect.handler(({ context, input }) => inspectFlow(context, input.flow, context.folders.flow(input.flowId))),
  preview: procedures.design.preview.handler(({ context, input, signal }) =>
    previewFlow(context, { ...input, flow: { ...input.flow, id: input.flowId }, folder: context.folders.flow(input.flowId) }, signal),
  ),
  look: procedures.design.look.handler(({ context, input }) => context.host.look(input)),
  pins: procedures.design.pins.handler(({ context, input }) => pinsOf(context, input.flowId)),
  pin: procedures.design.pin.handler(({ context, input }) => pinRecords(context, input)),
  personalFields: procedures.design.personalFields.handler(({ context, input }) =>
    personalFields(context, { ...input.flow, id: input.flowId }, input.nodeId, input.ports),
  ),
  unpin: procedures.design.unpin.handler(({ context, input }) => {
    unpin(context, input.flowId, input.nodeId);
    return { ok: true as const };
  }),
  peek: procedures.design.peek.handler(({ context, input, signal }) =>
    input.connectionId === undefined
      ? peekAt(pathNow(context, input.flowId, input.path), input)
      : peekRemote(context, input.connectionId, filledNow(context, input.flowId, input.path), input, signal),
  ),
  nodeForFile: procedures.design.nodeForFile.handler(({ context, input }) =>
    nodeForFile(context.catalog, context.folders.flow(input.flowId), pathNow(context, input.flowId, input.path)),
  ),
  upload: procedures.design.upload.handler(({ context, input }) => {
    mustWrite(context);
    mustFindFlow(context.store, input.flowId);
    return { path: keepUpload(context.folders.flow(input.flowId), input.name, input.base64, (path) => halfUpload(context, path)) };
  }),
  evaluate: procedures.design.evaluate.handler(({ context, input }) => evaluateFormula(input, context.clock.now())),
  trySnippet: procedures.design.trySnippet.handler(({ context, input }) => trySnippet(context, input)),
  sqliteTables: procedures.design.sqliteTables.handler(({ context, input }) => listTables(pathNow(context, input.flowId, input.path))),
  checkSql: procedures.design.checkSql.handler(({ context, input }) => checkSql(pathNow(context, input.flowId, input.path), input.sql)),
  targetFields: procedures.design.targetFields.handler(({ context, input: { flowId, from } }) =>
    from.kind === 'table'
      ? fieldsOfTable(context.connections, from.connectionId, from.table)
      : targetFields(from, from.kind === 'file' ? pathNow(context, flowId, from.path) : ''),
  ),
  tryMapping: procedures.design.tryMapping.handler(({ context, input }) => tryMapping(input, context.clock.now())),
  tryFormats: procedures.design.tryFormats.handler(({ input }) => tryFormats(input)),
  memory: procedures.design.memory.handler(({ context, input }) =>
    flowMemory(context, { ...input.flow, id: input.flowId }, context.folders.flow(input.flowId)),
  ),
  changeMemory: procedures.design.changeMemory.handler(({ context, input }) =>
    changeMemory(context, { ...input.flow, id: input.flowId }, context.folders.flow(input.flowId), input.change),
  ),
  cron: procedures.design.cron.handler(({ context, input }) =>
    describeCron(input.expression, input.zone, context.clock.now(), input, readSettings(context.store.settings).holidays),
  ),
};
