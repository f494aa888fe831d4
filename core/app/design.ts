import { describeCron } from '../triggers/describe-cron.ts';
import { evaluateFormula } from './evaluate-formula.ts';
import { filledPath } from './file-matches.ts';
import { inspectFlow } from './inspect-flow.ts';
import { keepUpload } from './keep-upload.ts';
import { nodeForFile } from './node-for-file.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { peekAt } from './peek-at.ts';
import { pinRecords, pinsOf, unpin } from './pins.ts';
import { previewFlow } from './preview-flow.ts';
import { procedures } from './procedures.ts';
import { listTables } from './sqlite-tables.ts';
import { changeMemory, flowMemory } from './step-memory.ts';
import { targetFields } from './target-fields.ts';
import { tryMapping } from './try-mapping.ts';
import { trySnippet } from './try-snippet.ts';
import { absolutePath } from './workspace-folders.ts';

/** A path of a flow as it would be read now: from the flow's folder, placeholders filled in. */
function pathNow(parts: Parts, flowId: string | undefined, path: string): string {
  if (flowId === undefined) return absolutePath(parts.folders.root, path);
  const record = mustFindFlow(parts.store, flowId);
  const flow = parts.store.flows.document(flowId, record.version);
  const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
  const setting = { now: parts.clock.now(), zone: flow.settings.zone || parts.clock.zone, flowName: flow.name, parameters };
  return absolutePath(parts.folders.flow(flowId), filledPath(path, setting));
}

/** What the designer asks while a flow is drawn. Nothing here writes outside the flow's own folder. */
export const design = {
  inspect: procedures.design.inspect.handler(({ context, input }) => inspectFlow(context, input.flow, context.folders.flow(input.flowId))),
  preview: procedures.design.preview.handler(({ context, input, signal }) =>
    previewFlow(context, { ...input, flow: { ...input.flow, id: input.flowId }, folder: context.folders.flow(input.flowId) }, signal),
  ),
  pins: procedures.design.pins.handler(({ context, input }) => pinsOf(context, input.flowId)),
  pin: procedures.design.pin.handler(({ context, input }) => pinRecords(context, input)),
  unpin: procedures.design.unpin.handler(({ context, input }) => {
    unpin(context, input.flowId, input.nodeId);
    return { ok: true as const };
  }),
  peek: procedures.design.peek.handler(({ context, input }) => peekAt(pathNow(context, input.flowId, input.path), input)),
  nodeForFile: procedures.design.nodeForFile.handler(({ context, input }) =>
    nodeForFile(context.catalog, context.folders.flow(input.flowId), pathNow(context, input.flowId, input.path)),
  ),
  upload: procedures.design.upload.handler(({ context, input }) => {
    mustWrite(context);
    mustFindFlow(context.store, input.flowId);
    return { path: keepUpload(context.folders.flow(input.flowId), input.name, input.base64) };
  }),
  evaluate: procedures.design.evaluate.handler(({ context, input }) => evaluateFormula(input, context.clock.now())),
  trySnippet: procedures.design.trySnippet.handler(({ context, input }) => trySnippet(context, input)),
  sqliteTables: procedures.design.sqliteTables.handler(({ context, input }) => listTables(pathNow(context, input.flowId, input.path))),
  targetFields: procedures.design.targetFields.handler(({ context, input: { flowId, from } }) =>
    targetFields(from, from.kind === 'file' ? pathNow(context, flowId, from.path) : ''),
  ),
  tryMapping: procedures.design.tryMapping.handler(({ context, input }) => tryMapping(input, context.clock.now())),
  memory: procedures.design.memory.handler(({ context, input }) =>
    flowMemory(context, { ...input.flow, id: input.flowId }, context.folders.flow(input.flowId)),
  ),
  changeMemory: procedures.design.changeMemory.handler(({ context, input }) =>
    changeMemory(context, { ...input.flow, id: input.flowId }, context.folders.flow(input.flowId), input.change),
  ),
  cron: procedures.design.cron.handler(({ context, input }) => describeCron(input.expression, input.zone, context.clock.now())),
};
