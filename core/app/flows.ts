import { UserError } from '../base/errors.ts';
import { parseFlow, serialiseFlow } from '../flow/serialise.ts';
import { inspectImport, withDescriptions } from './connections/flow-file-connections.ts';
import { listExamples } from './flows/examples.ts';
import { createNewFlow, duplicateFlow, importFlow } from './flows/new-flows.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { procedures } from './procedures.ts';
import { liveStateOf, setLive, stopLive, toPublish } from './triggers/live-flows.ts';
import { safeName } from './workspace/workspace-folders.ts';

const changed = (parts: Parts, flowId: string) => parts.news.tell({ kind: 'flow-changed', flowId, version: parts.store.flows.find(flowId)?.version ?? 0 });
const done = { ok: true as const };

/** Flows as documents: kept, versioned, copied, taken into service. */
export const flows = {
  list: procedures.flows.list.handler(({ context }) =>
    context.store.flows.list().map((record) => ({
      flowId: record.flowId,
      name: record.name,
      description: record.description,
      version: record.version,
      updatedAt: record.updatedAt,
      nodes: record.nodes,
      live: liveStateOf(context, record),
      lastRun: (record.lastRunId === null ? undefined : context.store.runs.find(record.lastRunId)) ?? null,
    })),
  ),
  get: procedures.flows.get.handler(({ context, input }) => {
    const record = mustFindFlow(context.store, input.flowId);
    const { flowId, version, updatedAt, lastRunId } = record;
    const lastRun = lastRunId !== null && context.store.runs.find(lastRunId) ? lastRunId : null;
    const flow = context.store.flows.document(flowId, version);
    context.host.prepare(flow);
    return { flowId, flow, version, savedAt: updatedAt, live: liveStateOf(context, record), folder: context.folders.flow(flowId), lastRunId: lastRun };
  }),
  save: procedures.flows.save.handler(({ context, input }) => {
    mustWrite(context);
    mustFindFlow(context.store, input.flowId);
    if (input.flow.id !== input.flowId)
      throw new UserError('wrong-flow', 'The document to be saved belongs to another flow.', { hint: 'Open the flow again.' });
    const { version, savedAt, changed: isNew } = context.store.flows.save(input.flow, context.clock.now(), input.expectedVersion);
    if (isNew) changed(context, input.flowId);
    return { version, savedAt };
  }),
  create: procedures.flows.create.handler(({ context, input }) => ({ flowId: createNewFlow(context, input) })),
  duplicate: procedures.flows.duplicate.handler(({ context, input }) => ({ flowId: duplicateFlow(context, input.flowId) })),
  rename: procedures.flows.rename.handler(({ context, input }) => {
    mustWrite(context);
    const record = mustFindFlow(context.store, input.flowId);
    const flow = context.store.flows.document(input.flowId, record.version);
    const { version, savedAt } = context.store.flows.save({ ...flow, name: input.name }, context.clock.now(), record.version);
    changed(context, input.flowId);
    return { version, savedAt };
  }),
  remove: procedures.flows.remove.handler(({ context, input }) => {
    mustWrite(context);
    mustFindFlow(context.store, input.flowId);
    stopLive(context, input.flowId);
    context.store.flows.setRemoved(input.flowId, context.clock.now());
    changed(context, input.flowId);
    return done;
  }),
  restore: procedures.flows.restore.handler(({ context, input }) => {
    mustWrite(context);
    mustFindFlow(context.store, input.flowId, true);
    context.store.flows.setRemoved(input.flowId, null);
    changed(context, input.flowId);
    return done;
  }),
  import: procedures.flows.import.handler(({ context, input }) => ({ flowId: importFlow(context, input.text, input.fileName, input.connections) })),
  inspectImport: procedures.flows.inspectImport.handler(({ context, input }) => inspectImport(context.connections, input.text, input.fileName)),
  export: procedures.flows.export.handler(({ context, input }) => {
    const record = mustFindFlow(context.store, input.flowId);
    return {
      fileName: `${safeName(record.name)}.swivel.json`,
      text: serialiseFlow(withDescriptions(context.connections, context.store.flows.document(input.flowId, record.version))),
    };
  }),
  versions: procedures.flows.versions.handler(({ context, input }) => {
    mustFindFlow(context.store, input.flowId);
    return context.store.flows.versions(input.flowId);
  }),
  version: procedures.flows.version.handler(({ context, input }) => ({ flow: parseFlow(context.store.flows.text(input.flowId, input.version)) })),
  setLive: procedures.flows.setLive.handler(({ context, input }) => {
    const state = setLive(context, input.flowId, input.live, input.environment);
    changed(context, input.flowId);
    return state;
  }),
  live: procedures.flows.live.handler(({ context, input }) => liveStateOf(context, mustFindFlow(context.store, input.flowId))),
  toPublish: procedures.flows.toPublish.handler(({ context, input }) => toPublish(context, mustFindFlow(context.store, input.flowId))),
  kindPairs: procedures.flows.kindPairs.handler(({ context }) => context.kindPairs.count()),
  examples: procedures.flows.examples.handler(({ context }) => listExamples(context.options.examplesFolder)),
};
