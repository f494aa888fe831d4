import type { Batch } from '../../data/batch.ts';
import type { SourceReading } from '../node-door.ts';
import type { PreviewedStep } from '../threads/messages.ts';

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
  /** What arrived, by input port. */
  readonly arrived: ReadonlyMap<string, readonly Batch[]>;
  /** Node id of the source step with this index, in the origins of these batches. */
  readonly sourceIds: readonly string[];
  readonly step: PreviewedStep;
}

const MOST_FLOWS = 4;

interface KeptFlow {
  readonly steps: Map<string, StepResult>;
  /** The ids of its nodes, each at the number it bears in origins: in the order in which they were first seen. */
  readonly ids: string[];
}

/** The last result of every step of the flows that were looked at last. */
export class PreviewCache {
  readonly #flows = new Map<string, KeptFlow>();

  get(flowId: string, nodeId: string): StepResult | undefined {
    return this.#flows.get(flowId)?.steps.get(nodeId);
  }

  put(flowId: string, nodeId: string, result: StepResult): void {
    this.#kept(flowId).steps.set(nodeId, result);
  }

  /**
   * The number of each node in the origins of records. It stays the same however the flow is edited, because results of before an edit stand beside those of
   * after it: the list is only ever added to, and is another one once the flow was forgotten.
   */
  numbersOf(flowId: string, nodeIds: readonly string[]): readonly string[] {
    const { ids } = this.#kept(flowId);
    const known = new Set(ids);
    for (const nodeId of nodeIds) if (!known.has(nodeId)) ids.push(nodeId);
    return ids;
  }

  /** Drops the results of nodes that are not in the flow any more. */
  keepOnly(flowId: string, nodeIds: readonly string[]): void {
    const there = new Set(nodeIds);
    const steps = this.#flows.get(flowId)?.steps;
    for (const nodeId of steps?.keys() ?? []) if (!there.has(nodeId)) steps?.delete(nodeId);
  }

  /** What is kept of a flow, which is now the one looked at last. */
  #kept(flowId: string): KeptFlow {
    const kept = this.#flows.get(flowId) ?? { steps: new Map<string, StepResult>(), ids: [] };
    this.#flows.delete(flowId);
    this.#flows.set(flowId, kept);
    for (const oldest of this.#flows.keys()) {
      if (this.#flows.size <= MOST_FLOWS) break;
      this.#flows.delete(oldest);
    }
    return kept;
  }

  forget(flowId: string): void {
    this.#flows.delete(flowId);
  }
}
