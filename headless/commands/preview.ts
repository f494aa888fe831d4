import type { PreviewStep } from '../../core/api/design-models.ts';
import type { App } from '../../core/app/create-app.ts';
import { namesFlowFile, readFlowFile, usesConnections } from '../../core/app/flows/flow-file.ts';
import { formatCount } from '../../core/base/amounts.ts';
import { type ErrorReport, UserError } from '../../core/base/errors.ts';
import { stringifyExact } from '../../core/base/exact-json.ts';
import type { Sample } from '../../core/base/sample.ts';
import type { Value } from '../../core/base/value.ts';
import { EXIT } from '../exit-codes.ts';
import { findFlow } from '../find-flow.ts';
import { withApp, withClient, withPassingApp } from '../open-app.ts';
import { describeError, type Terminal, table } from '../terminal.ts';

export interface PreviewOptions {
  workspace?: string;
  node: string;
  limit: number;
  set: Record<string, string>;
  json?: boolean;
}

/** `swivel preview`: the records that leave a step (or would arrive at a target), from a sample of the sources. Nothing is written anywhere. */
export async function previewCommand(word: string, options: PreviewOptions, to: Terminal): Promise<number> {
  const { flow, folder } = namesFlowFile(word) ? readFlowFile(word) : await ofWorkspace(word, options.workspace);
  const node = flow.nodes.find((one) => one.id === options.node) ?? flow.nodes.find((one) => one.name.toLowerCase() === options.node.toLowerCase());
  if (!node)
    throw new UserError('node-not-found', `There is no step "${options.node}" in "${flow.name}".`, {
      hint: `Its steps: ${flow.nodes.map((one) => `${one.id} (${one.name})`).join(', ')}.`,
    });
  const show = async (app: App) => {
    let error: ErrorReport | undefined;
    let step: PreviewStep | undefined;
    for await (const event of app.local.preview({ flow, folder, nodeId: node.id, limit: options.limit, set: options.set })) {
      if (event.kind === 'step' && event.nodeId === node.id) step = event.step;
      if (event.kind === 'step') error ??= event.step.facts.error;
      if (event.kind === 'finished') error ??= event.error;
    }
    if (step) print(step, options, to);
    if (!error) return EXIT.succeeded;
    to.err(describeError(error, to));
    return error.class === 'user' ? EXIT.refused : EXIT.failed;
  };
  // Connections are those of the workspace; without any, nothing of it is touched.
  return usesConnections(flow) ? withApp({ workspace: options.workspace }, show) : withPassingApp(show);
}

function ofWorkspace(word: string, workspace: string | undefined) {
  return withClient({ workspace, readOnly: true }, async (client) => client.flows.get({ flowId: await findFlow(client, word) }));
}

function print(step: PreviewStep, options: PreviewOptions, to: Terminal): void {
  const sample = step.left['out'] ?? step.arrived['in'];
  if (options.json) {
    for (const row of sample?.rows ?? [])
      to.out(`${stringifyExact(Object.fromEntries((sample?.fields ?? []).map((field, i) => [field.name, row[i] ?? null])))}\n`);
    to.out(
      `${stringifyExact({ summary: { records: sample?.rows.length ?? 0, counts: step.facts.counts, ...(step.wouldDo ? { wouldDo: step.wouldDo } : {}) } })}\n`,
    );
    return;
  }
  if (sample) to.out(asTable(sample));
  const { filtered, duplicates, rejected } = step.facts.counts;
  to.out(
    `\n${formatCount(sample?.rows.length ?? 0)} records; ${formatCount(filtered)} filtered, ${formatCount(duplicates)} duplicates, ${formatCount(rejected)} rejected. Nothing was written.\n`,
  );
}

function asTable(sample: Sample): string {
  return table([sample.fields.map((field) => field.name), ...sample.rows.map((row) => row.map((value) => cell(value).slice(0, 40)))]);
}

function cell(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? stringifyExact(value) : String(value).replace(/[\r\n\t]+/g, ' ');
}
