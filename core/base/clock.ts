/** Time as the engine, nodes and triggers see it. Everything that needs time takes a clock; nothing calls `Date.now` itself. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. May jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds from a steady source: for durations and deadlines only. */
  monotonic(): number;
  /** IANA name of the zone that a person on this machine lives in, e.g. `Europe/Berlin`. */
  readonly zone: string;
  /** Calls back after `ms` milliseconds unless the returned function is called first. */
  after(ms: number, callback: () => void): () => void;
}
