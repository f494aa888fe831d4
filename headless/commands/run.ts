import type { RunDetail } from '../../core/api/run-models.ts';
import type { App, AppOptions } from '../../core/app/create-app.ts';
import { namesFlowFile, readFlowFile } from '../../core/app/flows/flow-file.ts';
import { formatCount } from '../../core/base/amounts.ts';
import type { Environment } from '../../core/base/environment.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { flowMeant } from '../find-flow.ts';
import { withApp } from '../open-app.ts';
import { runAsJson, runAsText } from '../run-report.ts';
import { createProgressLine, paint, type Terminal } from '../terminal.ts';

export interface RunOptions {
  workspace?: string;
  set: Record<string, string>;
  /** False for `--no-write`: a rehearsal. */
  write: boolean;
  json?: boolean;
  /** Whose settings of connections are used. */
  environment?: Environment;
  /** The thread for the run, started while this file was being loaded. */
  early?: AppOptions['early'];
}

/** `swivel run`: a flow of the workspace or a document on disk, to its end. Ctrl+C cancels the run, a second one ends the program. */
export async function runCommand(word: string, options: RunOptions, to: Terminal): Promise<number> {
  const file = namesFlowFile(word) ? readFlowFile(word) : null;
  // The thread loads the steps while the workspace is opened here.
  if (file) options.early?.send({ kind: 'prepare', kinds: file.flow.nodes.map((node) => node.kind), connections: [] });
  return withApp({ workspace: options.workspace, early: options.early }, async (app) => {
    const mode = options.write ? ('run' as const) : ('rehearsal' as const);
    const request = { mode, cause: 'command-line' as const, set: options.set, environment: options.environment };
    const runId = file ? app.local.startDocument(file.flow, file.folder, request) : app.local.startSaved(flowMeant(app.local.flows(), word), request);
    const detail = await followRun(app, runId, to);
    to.out(options.json ? `${JSON.stringify(runAsJson(detail))}\n` : runAsText(detail, to));
    return exitCodeOf(detail.run.status);
  });
}

/** Waits for a run to end, with a live line on a terminal. What the run warns of is said as it comes. */
export async function followRun({ local }: App, runId: string, to: Terminal): Promise<RunDetail> {
  const line = createProgressLine(to);
  const cancel = () => {
    to.err('\nCancelling …\n');
    process.once('SIGINT', () => process.exit(130));
    local.cancel(runId);
  };
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  let told: ErrorReport | undefined;
  try {
    for await (const event of local.watch(runId)) {
      if (event.kind === 'status') told = event.error;
      if (event.kind === 'log' && event.level !== 'info') {
        line.end();
        to.err(`${paint('yellow', event.message, to)}\n`);
      }
      if (event.kind === 'progress') {
        const busy = event.steps.filter((step) => step.status === 'running').map((step) => `${step.name} ${formatCount(step.counts.in)}`);
        line.show(
          `${formatCount(event.counts.read)} read, ${formatCount(event.counts.delivered)} delivered, ${formatCount(event.counts.rejected)} rejected · ${busy.join(' · ')}`,
        );
      }
    }
  } finally {
    line.end();
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
  const detail = local.detail(runId);
  // An end that could not be written down (disk full) is known only from what was told.
  const isOpen = detail.run.status === 'running' || detail.run.status === 'queued';
  return isOpen && told ? { ...detail, run: { ...detail.run, status: 'failed', error: told } } : detail;
}
