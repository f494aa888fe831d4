import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reasonOf } from '../../base/system-trouble.ts';
import type { Batch } from '../../data/batch.ts';
import { SpoolWriter } from '../../formats/spool/spool-writer.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { RunExecution } from '../run-execution.ts';
import type { StepAtWork } from '../step-at-work.ts';
import { type CapturedPort, writeManifest } from './capture-manifest.ts';

const MB = 1_048_576;

/** Keeps what passes at one port. */
export interface PortCapture {
  keep(batch: Batch): MaybePromise;
}

interface Spooled {
  readonly step: StepAtWork;
  readonly port: string;
  readonly side: 'in' | 'out';
  readonly writer: SpoolWriter;
  readonly masked: Set<string>;
  /** Records that passed, kept or not. */
  passed: number;
}

/**
 * What a run keeps of its data for replays: one spool file per port and a manifest. When the space is used up, or the disk fails, capture stops with
 * a notice; the run goes on.
 */
export class RunCapture {
  readonly #execution: RunExecution;
  readonly #spools: Spooled[] = [];
  readonly #quota: number;
  #stopped: 'quota' | 'disk' | null = null;

  constructor(execution: RunExecution) {
    this.#execution = execution;
    const { limits, flow } = execution.job;
    this.#quota = Math.min(limits.captureBytes, (flow.settings.captureMb ?? Number.POSITIVE_INFINITY) * MB);
  }

  /** Hangs itself on the ports that the plan names. */
  async begin(): Promise<void> {
    for (const step of this.#execution.steps) {
      const { capture, inputs, outputs } = step.plan;
      if (capture.output) for (const { port, carries } of outputs) if (carries === 'data') await this.#open(step, port, 'out', step.outputCaptures);
      if (capture.inputs) for (const { port } of inputs) await this.#open(step, port, 'in', step.inputCaptures);
    }
  }

  /** Closes the files and writes the manifest. */
  async end(): Promise<void> {
    if (this.#spools.length === 0) return;
    const ports: CapturedPort[] = [];
    for (const { step, port, side, writer, passed, masked } of this.#spools) {
      const ended = side === 'in' ? step.ended : step.status === 'succeeded' || step.status === 'succeeded-with-rejects';
      try {
        const { records, bytes } = await writer.finish();
        const stopped = records < passed ? (this.#stopped ?? 'disk') : ended ? null : ('run-ended' as const);
        const kept = { nodeId: step.plan.nodeId, port, side, file: basename(writer.path), records, bytes, complete: stopped === null };
        const early = side === 'out' && this.#execution.needs.endedEarly.has(step.plan.index);
        ports.push({ ...kept, passed, stopped, masked: [...masked].sort(), ...(early ? { endedEarly: true } : {}) });
      } catch (error) {
        this.#stop(error);
        await writer.abort();
      }
    }
    const folder = this.#execution.job.folders.captures;
    try {
      if (ports.length > 0) writeManifest(folder, { version: 1, sources: this.#execution.plan.steps.map((step) => step.nodeId), ports });
    } catch (error) {
      this.#stop(error);
      ports.length = 0;
    }
    // What nobody would ever know of must not stay.
    if (ports.length === 0) rmSync(folder, { recursive: true, force: true });
    for (const port of ports) this.#execution.reporter.tell({ kind: 'capture', ...port, file: join(folder, port.file) });
  }

  async #open(step: StepAtWork, port: string, side: 'in' | 'out', captures: Map<string, PortCapture>): Promise<void> {
    const folder = this.#execution.job.folders.captures;
    try {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${step.plan.index}-${encodeURIComponent(port)}-${side}.spool`);
      const writer = await SpoolWriter.create(file, this.#execution.job.flow.settings.capturePacking ?? 'zstd');
      const spool: Spooled = { step, port, side, writer, masked: new Set(), passed: 0 };
      this.#spools.push(spool);
      captures.set(port, { keep: (batch) => this.#keep(spool, batch) });
    } catch (error) {
      this.#stop(error);
    }
  }

  #keep(spool: Spooled, batch: Batch): MaybePromise {
    spool.passed += batch.count;
    if (this.#stopped !== null) return;
    try {
      const kept = spool.writer.append(this.#masked(spool, batch));
      const used = this.#spools.reduce((sum, { writer }) => sum + writer.bytes, 0);
      if (used > this.#quota) this.#stop(null);
      return kept instanceof Promise ? kept.catch((error: unknown) => this.#stop(error)) : undefined;
    } catch (error) {
      this.#stop(error);
    }
  }

  #masked({ step, side, masked }: Spooled, batch: Batch): Batch {
    const { masks } = this.#execution;
    if (!masks) return batch;
    const kept = masks.batch(step.plan.index, side, batch);
    for (const name of kept.masked) masked.add(name);
    return kept.batch;
  }

  #stop(error: unknown): void {
    if (this.#stopped === null)
      this.#execution.reporter.tell({
        kind: 'log',
        level: 'warning',
        code: 'capture-stopped',
        message:
          error === null
            ? 'The space for kept data is used up: the rest of this run is not kept, so it can only be replayed by reading the sources again.'
            : `The data of this run cannot be kept (${reasonOf(error)}): it can only be replayed by reading the sources again.`,
      });
    this.#stopped ??= error === null ? 'quota' : 'disk';
  }
}
