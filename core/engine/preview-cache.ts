import type { Batch } from '../data/batch.ts';
import type { PreviewedStep } from './messages.ts';
import type { SourceReading } from './node-door.ts';

/** What one step gave in a preview. */
export interface StepResult {
  /** What it was worked out from: equal keys give equal results, but for what a source reads. */
  readonly key: string;
  /** Part of the keys of the steps behind it. */
  readonly outputKey: string;
  /** When it was worked out, on the monotonic clock. */
  readonly at: number;
  readonly readings: readonly SourceReading[];
  /** Whether a source before it, or itself, was not read to its end. */
  readonly isSample: boolean;
  /** By output port; the reject port among them. */
  readonly outputs: ReadonlyMap<string, readonly Batch[]>;
  readonly step: PreviewedStep;
}

const MOST_FLOWS = 4;

/** The last result of every step of the flows that were looked at last. */
export class PreviewCache {
  readonly #flows = new Map<string, Map<string, StepResult>>();

  get(flowId: string, nodeId: string): StepResult | undefined {
    return this.#flows.get(flowId)?.get(nodeId);
  }

  put(flowId: string, nodeId: string, result: StepResult): void {
    const steps = this.#flows.get(flowId) ?? new Map<string, StepResult>();
    steps.set(nodeId, result);
    this.#flows.delete(flowId);
    this.#flows.set(flowId, steps);
    for (const oldest of this.#flows.keys()) {
      if (this.#flows.size <= MOST_FLOWS) break;
      this.#flows.delete(oldest);
    }
  }

  /** Drops the results of nodes that are not in the flow any more. */
  keepOnly(flowId: string, nodeIds: readonly string[]): void {
    const there = new Set(nodeIds);
    const steps = this.#flows.get(flowId);
    for (const nodeId of steps?.keys() ?? []) if (!there.has(nodeId)) steps?.delete(nodeId);
  }

  forget(flowId: string): void {
    this.#flows.delete(flowId);
  }
}
