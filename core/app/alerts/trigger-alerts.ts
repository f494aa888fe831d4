import type { Clock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';
import type { TriggerHealth } from '../../triggers/trigger-hub.ts';
import type { AlertDesk } from './alert-desk.ts';

/** What the look after triggers needs. */
export interface TriggerAlertsOptions {
  readonly store: Pick<Store, 'flows' | 'incidents'>;
  readonly clock: Clock;
  readonly alerts: Pick<AlertDesk, 'raise' | 'recovered'>;
  health(): TriggerHealth[];
}

/** A trigger that is well again before this is told to nobody. */
const PATIENCE_MS = 60_000;

/** Tells of triggers that do not work for a while, and when they do again. */
export class TriggerAlerts {
  readonly #options: TriggerAlertsOptions;
  readonly #illSince = new Map<string, number>();
  readonly #told = new Map<string, { flowId: string; nodeId: string }>();
  readonly #well = new Set<string>();
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor(options: TriggerAlertsOptions) {
    this.#options = options;
  }

  /** Something about triggers may have changed. */
  look(): void {
    if (this.#closed) return;
    const { clock, health } = this.#options;
    const now = clock.now();
    const there = new Set<string>();
    let waiting = false;
    for (const one of health()) {
      const { flowId, nodeId } = one.trigger;
      const key = `${flowId}/${nodeId}`;
      there.add(key);
      if (one.state === 'paused') continue;
      if (one.state === 'alive') this.#isWell(key, flowId, nodeId);
      else if (!this.#told.has(key)) {
        const since = this.#illSince.get(key) ?? now;
        this.#illSince.set(key, since);
        this.#well.delete(key);
        if (now - since < PATIENCE_MS) waiting = true;
        else this.#tell(key, one);
      }
    }
    for (const [key, { flowId, nodeId }] of this.#told) if (!there.has(key)) this.#isWell(key, flowId, nodeId);
    this.#cancelTimer?.();
    this.#cancelTimer = waiting ? clock.after(PATIENCE_MS, () => this.look()) : null;
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #isWell(key: string, flowId: string, nodeId: string): void {
    this.#illSince.delete(key);
    this.#told.delete(key);
    if (this.#well.has(key)) return;
    this.#well.add(key);
    this.#options.alerts.recovered({ kinds: ['trigger-dead'], flowId, subject: nodeId });
  }

  #tell(key: string, { trigger: { flowId, nodeId, version }, trouble, lastLook }: TriggerHealth): void {
    const { store, alerts } = this.#options;
    this.#told.set(key, { flowId, nodeId });
    const known = store.incidents.findOpen(flowId, 'trigger-dead', nodeId);
    if (known) return;
    const node = store.flows.document(flowId, version).nodes.find(({ id }) => id === nodeId);
    const flowName = store.flows.find(flowId)?.name ?? flowId;
    alerts.raise({ kind: 'trigger-dead', flowId, flowName, subject: nodeId, facts: { trigger: node?.name ?? nodeId, message: trouble, lastAt: lastLook } });
  }
}
