import type * as z from 'zod';
import type { PreviewEvent } from '../../api/design-models.ts';
import type { takenOver, takeOver, UpdateTrial, updateTrialRequest } from '../../api/snippet-library-models.ts';
import { UserError } from '../../base/errors.ts';
import type { Sample } from '../../base/sample.ts';
import { snippetIn } from '../../catalog/snippet-content.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { compareTrials } from '../drafts/compare-trials.ts';
import { previewFlow } from '../drafts/preview-flow.ts';
import { mustFindFlow, mustWrite, type Parts } from '../parts.ts';
import { snippetVersion } from './snippet-library.ts';
import { trySnippet } from './try-snippet.ts';

/** Records of the sample that a version is tried on. */
const RECORDS = 200;
const NOTHING = { records: 0, changed: 0, rejectedBefore: 0, rejectedAfter: 0, added: [], gone: [], examples: [] };

/** Tries a version of a snippet at a step against the code it has now, on the records a preview brings there. Writes nothing, and says where there is no sample why. */
export async function tryUpdate(parts: Parts, request: z.infer<typeof updateTrialRequest>, signal?: AbortSignal): Promise<UpdateTrial> {
  const { content } = snippetVersion(parts, request.snippetId, request.version);
  const { version } = mustFindFlow(parts.store, request.flowId);
  const flow = parts.store.flows.document(request.flowId, version);
  const node = linkedNode(flow.nodes, request.nodeId, request.snippetId);
  const events = previewFlow(parts, { flow, folder: parts.folders.flow(flow.id), nodeId: node.id, limit: RECORDS }, signal);
  const { sample, why } = await arrivingAt(events, node.id);
  if (!sample || sample.rows.length === 0) return { verdict: 'untested', why: why ?? 'No record arrives at the step.', ...NOTHING };
  const before = await trySnippet(parts, { config: node.config, sample });
  const after = await trySnippet(parts, { config: content, sample });
  const compared = compareTrials(before, after);
  return { ...compared, records: sample.rows.length, ...(after.error ? { why: after.error.message } : {}) };
}

/**
 * Gives steps a version of a snippet: every flow they are in gets a new version, or, where one of them has changed meanwhile, none (`flow-changed-elsewhere`).
 * Live flows go on with the version they were made live with.
 */
export function takeOverVersion(parts: Parts, { snippetId, version, steps }: z.infer<typeof takeOver>): z.infer<typeof takenOver> {
  mustWrite(parts);
  const { record, content } = snippetVersion(parts, snippetId, version);
  const flows = parts.store.write(() =>
    [...new Set(steps.map(({ flowId }) => flowId))].map((flowId) => {
      const chosen = steps.filter((step) => step.flowId === flowId);
      const flow = parts.store.flows.document(flowId, mustFindFlow(parts.store, flowId).version);
      for (const { nodeId } of chosen) linkedNode(flow.nodes, nodeId, snippetId);
      const taking = new Set(chosen.map(({ nodeId }) => nodeId));
      const library = { id: snippetId, name: record.name, version };
      const nodes = flow.nodes.map((node) => (taking.has(node.id) ? { ...node, config: { ...node.config, ...content, library } } : node));
      const saved = parts.store.flows.save({ ...flow, nodes }, parts.clock.now(), chosen[0]?.flowVersion);
      return { flowId, version: saved.version };
    }),
  );
  for (const { flowId, version: flowVersion } of flows) parts.news.tell({ kind: 'flow-changed', flowId, version: flowVersion });
  return { flows };
}

function linkedNode(nodes: readonly FlowNode[], nodeId: string, snippetId: string): FlowNode {
  const node = nodes.find(({ id }) => id === nodeId);
  if (node && snippetIn(node.config)?.library?.id === snippetId) return node;
  throw new UserError('snippet-not-linked', `The step ${node ? `"${node.name}"` : nodeId} is no longer linked to the snippet.`, {
    hint: 'Look at the list of steps again.',
  });
}

async function arrivingAt(events: AsyncIterable<PreviewEvent>, nodeId: string): Promise<{ sample?: Sample; why?: string }> {
  let sample: Sample | undefined;
  for await (const event of events) {
    if (event.kind === 'step' && event.nodeId === nodeId) [sample] = Object.values(event.step.arrived);
    // A step that fails with the code of now still shows what arrived.
    if (event.kind === 'finished' && event.error && !sample) return { why: event.error.message };
  }
  return sample ? { sample } : {};
}
