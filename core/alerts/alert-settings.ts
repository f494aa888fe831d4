import * as z from 'zod';
import { lateSchema } from '../base/late-schema.ts';
import { ALERT_KINDS, type AlertKind, alertKindSchema } from './alert-kinds.ts';

/** A way to tell somebody. */
export const alertChannelSchema = lateSchema(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('mail'),
      id: z.string().min(1),
      name: z.string().min(1).max(100),
      /** A connection to a mail server. */
      connectionId: z.string(),
      to: z.array(z.string()).max(50),
    }),
    z.object({
      kind: z.literal('webhook'),
      id: z.string().min(1),
      name: z.string().min(1).max(100),
      /** A connection to an HTTP service; what it signs in with goes along. */
      connectionId: z.string(),
      /** Where to post to, from the address of the connection on. */
      path: z.string().max(2000),
    }),
    /** On the screen of whoever has Swivel open. */
    z.object({ kind: z.literal('desktop'), id: z.string().min(1), name: z.string().min(1).max(100) }),
  ]),
);
export type AlertChannel = z.infer<typeof alertChannelSchema>;

const ruleSchema = lateSchema(() =>
  z.object({
    on: z.boolean(),
    /** Is told in quiet hours too. */
    urgent: z.boolean(),
    /** Ids of channels; null: all of them. */
    channels: z.array(z.string()).nullable(),
  }),
);
/** What is told of one kind, and where. */
export type AlertRule = z.infer<typeof ruleSchema>;

const time = lateSchema(() => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** Hours in which nothing is told but what is urgent; what came meanwhile is told as one message when they end. */
export const quietHoursSchema = lateSchema(() =>
  z.object({
    on: z.boolean(),
    /** `22:00`; one that is later than `to` goes over midnight. */
    from: time,
    to: time,
    /** IANA zone; empty: that of this machine. */
    zone: z.string().max(100),
  }),
);
export type QuietHours = z.infer<typeof quietHoursSchema>;

/** What may be different for one flow. */
export const flowAlertRulesSchema = lateSchema(() =>
  z.object({
    /** Nothing is told of this flow. */
    off: z.boolean().default(false),
    /** Rejects that a run may have; null: as for the workspace. */
    rejectsOver: z.number().int().min(0).nullable().default(null),
    kinds: z.partialRecord(alertKindSchema, ruleSchema).default({}),
  }),
);
/** What is different for one flow. */
export type FlowAlertRules = z.infer<typeof flowAlertRulesSchema>;

/** Who is told of what, and how. */
export const alertSettingsSchema = lateSchema(() =>
  z.object({
    channels: z.array(alertChannelSchema).max(50),
    kinds: z.record(alertKindSchema, ruleSchema),
    /** A run with more rejected records than this raises an alert. */
    rejectsOver: z.number().int().min(0),
    /** Runs that a person started raise alerts too. */
    manualRuns: z.boolean(),
    /** Tells when what was told of is over. */
    recovered: z.boolean(),
    quiet: quietHoursSchema,
    language: z.enum(['en', 'de']),
    /** Places such as {title} are filled in; empty: the usual text. */
    subject: z.string().max(500),
    body: z.string().max(20_000),
    /** Where Swivel is reached by those who get the messages, `https://swivel.example`; empty: no links. */
    address: z.string().max(500),
    flows: z.record(z.string(), flowAlertRulesSchema),
  }),
);
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

const URGENT: ReadonlySet<AlertKind> = new Set(['run-failed', 'arrival-missing', 'trigger-dead']);

/** What a new workspace starts with: everything is told on the screen. */
export const DEFAULT_ALERT_SETTINGS: AlertSettings = {
  channels: [{ kind: 'desktop', id: 'desktop', name: 'Desktop' }],
  kinds: Object.fromEntries(ALERT_KINDS.map((kind) => [kind, { on: true, urgent: URGENT.has(kind), channels: null }])) as Record<AlertKind, AlertRule>,
  rejectsOver: 0,
  manualRuns: false,
  recovered: true,
  quiet: { on: false, from: '22:00', to: '06:00', zone: '' },
  language: 'en',
  subject: '',
  body: '',
  address: '',
  flows: {},
};

/** The settings as they were kept; what was never set, or is no longer understood, has its default. Messages are in the `usual` language until one is chosen. */
export function parseAlertSettings(stored: unknown, usual: AlertSettings['language'] = 'en'): AlertSettings {
  const fresh = { ...DEFAULT_ALERT_SETTINGS, language: usual };
  if (stored === null || typeof stored !== 'object') return fresh;
  const known = { ...fresh, ...stored, kinds: { ...DEFAULT_ALERT_SETTINGS.kinds, ...(stored as { kinds?: object }).kinds } };
  const parsed = alertSettingsSchema.safeParse(known);
  return parsed.success ? parsed.data : fresh;
}

/** The rule of a kind for a flow, its own first. */
export function ruleFor(settings: AlertSettings, kind: AlertKind, flowId: string | null): AlertRule {
  const own = flowId === null ? undefined : ownRules(settings, flowId);
  const rule = own?.kinds[kind] ?? settings.kinds[kind];
  return own?.off ? { ...rule, on: false } : rule;
}

/** How many rejected records a run of the flow may have. */
export function rejectsAllowed(settings: AlertSettings, flowId: string): number {
  return ownRules(settings, flowId)?.rejectsOver ?? settings.rejectsOver;
}

function ownRules({ flows }: AlertSettings, flowId: string): FlowAlertRules | undefined {
  return Object.hasOwn(flows, flowId) ? flows[flowId] : undefined;
}
