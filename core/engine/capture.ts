import { join } from 'node:path';
import type { Batch } from '../data/batch.ts';
import { type CapturedPort, writeManifest } from './capture-manifest.ts';
import type { RunExecution } from './run-execution.ts';
import { SpoolFile } from './spool-files.ts';
import type { StepAtWork } from './step-at-work.ts';

/** Keeps what passes at one port. */
export interface PortCapture {
  keep(batch: Batch): void | Promise<void>;
}

/**
 * What a run keeps of its data for replays: one spool file per port and a manifest. When the space is used up, or the disk fails, capture stops with
 * a notice; the run goes on.
 */
export class RunCapture {
  readonly #execution: RunExecution;
  readonly #ports: { step: StepAtWork; port: string; side: 'in' | 'out'; spool: SpoolFile }[] = [];
  #bytes = 0;
  #stopped = false;

  constructor(execution: RunExecution) {
    this.#execution = execution;
  }

  /** Hangs itself on the ports that the plan names. */
  begin(): void {
    for (const step of this.#execution.steps) {
      if (step.plan.capture.output)
        for (const output of step.plan.outputs) if (output.carries === 'data') step.outputCaptures.set(output.port, this.#open(step, output.port, 'out'));
      if (step.plan.capture.inputs) for (const input of step.plan.inputs) step.inputCaptures.set(input.port, this.#open(step, input.port, 'in'));
    }
  }

  /** Closes the files and writes the manifest. */
  async end(): Promise<void> {
    if (this.#ports.length === 0) return;
    const ports: CapturedPort[] = [];
    for (const { step, port, side, spool } of this.#ports) {
      const ended = step.status === 'succeeded' || step.status === 'succeeded-with-rejects' || (side === 'in' && step.ended);
      const closed = await spool.close().then(
        () => true,
        (error: unknown) => this.#stop(error),
      );
      ports.push({
        nodeId: step.plan.nodeId,
        port,
        side,
        file: spool.name,
        records: spool.records,
        bytes: spool.bytes,
        complete: closed && ended && !this.#stopped,
      });
    }
    const folder = this.#execution.job.folders.captures;
    writeManifest(folder, { version: 1, sources: this.#execution.plan.steps.map((step) => step.nodeId), ports });
    for (const port of ports) this.#execution.reporter.tell({ kind: 'capture', ...port, file: join(folder, port.file) });
  }

  #open(step: StepAtWork, port: string, side: 'in' | 'out'): PortCapture {
    const name = `${step.plan.index}-${encodeURIComponent(port)}-${side}.spool`;
    const spool = new SpoolFile(this.#execution.job.folders.captures, name);
    this.#ports.push({ step, port, side, spool });
    return {
      keep: (batch) => {
        if (this.#stopped) return;
        try {
          const before = spool.bytes;
          const kept = spool.keep(batch);
          this.#bytes += spool.bytes - before;
          if (this.#bytes > this.#execution.job.limits.captureBytes) this.#stop(null);
          return kept?.catch((error: unknown) => void this.#stop(error));
        } catch (error) {
          this.#stop(error);
        }
      },
    };
  }

  #stop(error: unknown): false {
    if (!this.#stopped)
      this.#execution.reporter.tell({
        kind: 'log',
        level: 'warning',
        code: 'capture-stopped',
        message:
          error === null
            ? 'The space for kept data is used up: the rest of this run is not kept, so it can only be replayed by reading the sources again.'
            : `The data of this run can't be kept (${error instanceof Error ? error.message : String(error)}): it can only be replayed by reading the sources again.`,
      });
    this.#stopped = true;
    return false;
  }
}
