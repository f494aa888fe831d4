import { loadConnection } from '../../connections/runs.ts';
import type { Cancel } from '../../engine/cancel.ts';
import type { EngineDeps } from '../../engine/engine-deps.ts';
import type { RunJob } from '../../engine/run-job.ts';
import { type FlowSketch, type Seen, sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from './kind-workspace.ts';
import type { RealDatabase } from './real-databases.ts';

/** Runs flows with real databases in the real engine, which checks the law on every run. */
export class DatabaseWorkspace extends KindWorkspace {
  readonly #places: readonly RealDatabase[];

  /** The first place is the connection `db`, the second `db2`. */
  constructor(...places: RealDatabase[]) {
    super();
    this.#places = places;
  }

  override kinds(): Pick<EngineDeps, 'catalog' | 'loadRun' | 'loadConnection'> {
    return { ...super.kinds(), loadConnection };
  }

  override job(flow: Parameters<KindWorkspace['job']>[0], more: Partial<RunJob> = {}): RunJob {
    const connections = this.#places.map((place, at) => ({ ...place.connection, id: at === 0 ? 'db' : `db${at + 1}` }));
    return super.job(flow, { connections, ...more });
  }

  /** Runs a sketch of a flow. */
  go(sketch: FlowSketch, more: Partial<RunJob> = {}, options: { cancel?: Cancel } = {}): Promise<Seen> {
    return this.run(sketchFlow(sketch), more, options);
  }
}
