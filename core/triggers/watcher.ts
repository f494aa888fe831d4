import type { TriggerSettings } from '../base/trigger-settings.ts';

/** What a trigger shows of itself: that it is alive, when it looked last, and when it looks next. */
export interface SignOfLife {
  /** When it last looked, listened or counted, successfully. Null: not yet. */
  lastLook: number | null;
  /** When it is due or looks next; null where it waits to be told. */
  next: number | null;
  /** Why it does not work, in words; null when it does. */
  trouble: string | null;
  /** Where it can be reached or what it looks at, in words: an address, a folder. */
  place?: string;
  /** What else a person may want to know, in sentences. */
  notes?: string[];
}

/** What watches over all triggers of one kind. */
export interface Watcher {
  readonly on: TriggerSettings['on'];
  /** Triggers were published or taken out of service, or a pause began or ended: looks at the table anew. */
  refresh(paused: boolean): void;
  /** Looks at once: the machine woke, or somebody wonders. */
  look(): void;
  /** How a trigger of this kind is; called often, so it answers from memory. */
  sign(flowId: string, nodeId: string): SignOfLife;
  /** After it went silent: begins anew. */
  restart(flowId: string, nodeId: string): void;
  /** A run has ended. */
  settled?(): void;
  close(): void | Promise<void>;
}
