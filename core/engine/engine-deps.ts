import type { Clock } from '../base/clock.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { AnyConnectionRun } from '../catalog/connection-spec.ts';
import type { AnyNodeRun } from './open-step.ts';
import type { MemoryUse } from './threads/memory-guard.ts';

/** What the engine needs of the rest of the program; handed in where a worker or a test is put together. */
export interface EngineDeps {
  readonly catalog: Catalog;
  /** The work of a kind, loaded when it is first used. */
  readonly loadRun: (kind: string) => Promise<AnyNodeRun>;
  /** What speaks to a kind of outside system, loaded when it is first used; absent where nothing outside is reached. */
  readonly loadConnection?: (kind: string) => Promise<AnyConnectionRun>;
  readonly clock: Clock;
  /**
   * Folders of which this thread knows that they are on record as ones in which runs begin files: what a killed run leaves there is found. Absent: each file is
   * put on record before it is begun.
   */
  readonly partFolders?: Set<string>;
  /** The thread's memory. A run is stopped in good order before it takes more than it may; without this, nobody looks. */
  readonly memory?: MemoryUse;
}
