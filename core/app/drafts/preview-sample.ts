import type { SampleChoice } from '../../api/preview-models.ts';
import { UserError } from '../../base/errors.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { PreviewJob } from '../../engine/run-job.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Parts } from '../parts.ts';
import { absolutePath } from '../workspace/workspace-folders.ts';
import { nodeForFile } from './node-for-file.ts';

/**
 * A flow with what a preview of it needs to take the chosen records. A file instead of a source: the source's node becomes one that reads the file, found by
 * what is in it, with the same id and name. Throws a UserError when the source is not in the flow any more, or nothing reads the file.
 */
export async function sampledFlow(
  parts: Parts,
  flow: Flow,
  folder: string,
  choice: SampleChoice | undefined,
): Promise<{ flow: Flow } & Pick<PreviewJob, 'sample' | 'given'>> {
  if (!choice || choice.kind === 'first') return { flow };
  if (choice.kind === 'random') return { flow, sample: choice };
  const source = flow.nodes.find((node) => node.id === choice.nodeId && parts.catalog.get(node.kind)?.role === 'source');
  if (!source)
    throw new UserError('sample-source-gone', 'The step whose records were chosen for the sample is no longer in this flow.', {
      hint: 'Choose the sample again.',
    });
  if (choice.kind === 'where') return { flow, sample: choice };
  if (choice.kind === 'typed') return { flow, given: { [source.id]: { [OUT_PORT]: choice.records } } };
  const { kind, config } = await nodeForFile(parts.catalog, folder, absolutePath(folder, choice.path));
  const reader = { ...source, kind, version: parts.catalog.get(kind)?.version ?? source.version, config };
  return { flow: { ...flow, nodes: flow.nodes.map((node) => (node === source ? reader : node)) } };
}
