import * as z from 'zod';
import { alertKindSchema } from '../alerts/alert-kinds.ts';

export { alertChannelSchema, alertSettingsSchema, flowAlertRulesSchema } from '../alerts/alert-settings.ts';

const language = z.enum(['en', 'de']);

/** Something that began, with what has happened and what to do in plain sentences. */
export const incidentRow = z.object({
  incidentId: z.string(),
  /** Its place in the list: newer ones have a larger one. */
  seq: z.number(),
  kind: alertKindSchema,
  /** Empty: about no flow. */
  flowId: z.string(),
  flowName: z.string(),
  /** The newest run it happened in. */
  runId: z.string().nullable(),
  title: z.string(),
  openedAt: z.number(),
  lastAt: z.number(),
  count: z.number(),
  closedAt: z.number().nullable(),
  /** `recovered`, or who closed it. */
  closedBy: z.string().nullable(),
  seenAt: z.number().nullable(),
  seenBy: z.string().nullable(),
  seenNote: z.string().nullable(),
});
export type IncidentRow = z.infer<typeof incidentRow>;

/** Which incidents are asked for, newest first. */
export const incidentQuery = z.object({
  state: z.enum(['all', 'open', 'unseen', 'closed']),
  kind: alertKindSchema.optional(),
  flowId: z.string().optional(),
  /** Only those older than this place in the list. */
  before: z.number().optional(),
  limit: z.int().min(1).max(200),
  language,
});
export type IncidentQuery = z.infer<typeof incidentQuery>;

/** Some of the incidents that were asked for, and how many there are in all. */
export const incidentPage = z.object({ rows: z.array(incidentRow), total: z.number() });

/** A message about an incident, with every try to send it. */
export const alertMessage = z.object({
  messageId: z.string(),
  about: z.enum(['opened', 'recovered', 'summary']),
  channelName: z.string(),
  state: z.enum(['waiting', 'held', 'sending', 'sent', 'failed', 'unknown', 'summed', 'dropped']),
  createdAt: z.number(),
  /** When it is sent, or tried again; null when it is settled. */
  dueAt: z.number().nullable(),
  answer: z.string().nullable(),
  attempts: z.array(z.object({ at: z.number(), outcome: z.enum(['sending', 'sent', 'failed', 'unknown']), answer: z.string().nullable() })),
});
export type AlertMessage = z.infer<typeof alertMessage>;

/** All there is to know of an incident. */
export const incidentDetail = incidentRow.extend({ what: z.string(), todo: z.string(), messages: z.array(alertMessage) });
export type IncidentDetail = z.infer<typeof incidentDetail>;

/** Which incident, and in which language it is told. */
export const incidentRequest = z.object({ incidentId: z.string(), language });
