import { ALERT_KINDS, type AlertKind } from './alert-kinds.ts';
import { type AlertRule, type AlertSettings, type FlowAlertRules, ruleFor } from './alert-settings.ts';

/** What can go wrong with a flow as people speak of it, and the kinds of alert that are meant. Together they are all kinds. */
export const TROUBLES = {
  fails: ['run-failed', 'run-interrupted', 'check-failed', 'trigger-dead'],
  rejects: ['run-rejects'],
  files: ['arrival-missing', 'arrival-late', 'arrival-empty', 'arrival-truncated', 'arrival-repeated', 'arrival-unusual'],
} as const satisfies Record<string, readonly AlertKind[]>;
/** One of them. */
export type Trouble = keyof typeof TROUBLES;

const USUAL: FlowAlertRules = { off: false, rejectsOver: null, kinds: {} };

/** What is different for the flow; nothing where it has no rules of its own. */
export function flowRules({ flows }: Pick<AlertSettings, 'flows'>, flowId: string): FlowAlertRules {
  return (Object.hasOwn(flows, flowId) ? flows[flowId] : undefined) ?? USUAL;
}

/** Whether a channel is told of a trouble of the flow; `some`: of a part of its kinds only. That nothing is told of the flow at all is left aside. */
export function toldBy(settings: AlertSettings, flowId: string, trouble: Trouble, channel: string): 'all' | 'some' | 'none' {
  const own = withRules(settings, flowId, { ...flowRules(settings, flowId), off: false });
  const told = TROUBLES[trouble].filter((kind) => channelsFor(settings, ruleFor(own, kind, flowId)).includes(channel)).length;
  return told === 0 ? 'none' : told === TROUBLES[trouble].length ? 'all' : 'some';
}

/** The rules of the flow when a channel is told of a trouble from now on, or no more. What is then as for all flows is no rule of its own. */
export function withChannel(settings: AlertSettings, flowId: string, trouble: Trouble, channel: string, told: boolean): FlowAlertRules {
  const rules = flowRules(settings, flowId);
  const kinds = { ...rules.kinds };
  for (const kind of TROUBLES[trouble]) {
    const usual = settings.kinds[kind];
    const before = channelsFor(settings, kinds[kind] ?? usual);
    const next = settings.channels.map(({ id }) => id).filter((id) => (id === channel ? told : before.includes(id)));
    if (sameList(next, channelsFor(settings, usual))) delete kinds[kind];
    else kinds[kind] = { on: next.length > 0, urgent: usual.urgent, channels: next.length === settings.channels.length ? null : next };
  }
  return { ...rules, kinds };
}

/** The settings with other rules for a flow; rules that say nothing are left out. */
export function withRules(settings: AlertSettings, flowId: string, rules: FlowAlertRules): AlertSettings {
  const { [flowId]: _before, ...others } = settings.flows;
  const says = rules.off || rules.rejectsOver !== null || ALERT_KINDS.some((kind) => rules.kinds[kind] !== undefined);
  return { ...settings, flows: says ? { ...others, [flowId]: rules } : others };
}

function channelsFor({ channels }: AlertSettings, { on, channels: chosen }: AlertRule): string[] {
  return on ? channels.map(({ id }) => id).filter((id) => chosen === null || chosen.includes(id)) : [];
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
