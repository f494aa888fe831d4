import { incidentWords, type MessageStyle } from '../alerts/compose-message.ts';
import { withRules } from '../alerts/flow-rules.ts';
import type { AlertMessage, IncidentRow } from '../api/alert-models.ts';
import { UserError } from '../base/errors.ts';
import { mailAddressProblem } from '../base/mail-address.ts';
import type { MessageRecord } from '../store/alert-messages.ts';
import type { IncidentRecord } from '../store/alerts.ts';
import { toldOf } from './alerts/alert-post.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { procedures } from './procedures.ts';
import { whoIsThere } from './who.ts';

/** Incidents, the messages about them, and who is told. */
export const alerts = {
  page: procedures.alerts.page.handler(async ({ context, input: { language, ...query } }) => {
    const style = await context.alertPost.style(language);
    return { rows: context.store.incidents.list(query).map((record) => rowOf(record, style)), total: context.store.incidents.count(query) };
  }),
  detail: procedures.alerts.detail.handler(async ({ context, input: { incidentId, language } }) => {
    const record = context.alerts.mustFind(incidentId);
    const style = await context.alertPost.style(language);
    const { what, todo } = incidentWords(toldOf(record), style);
    const messages = context.store.alertMessages.of(record.seq).map((message) => messageOf(context, message));
    return { ...rowOf(record, style), what, todo, messages };
  }),
  acknowledge: procedures.alerts.acknowledge.handler(({ context, input: { incidentId, note } }) => {
    mustWrite(context);
    context.alerts.acknowledge(incidentId, whoIsThere(), note.trim());
    return { ok: true as const };
  }),
  close: procedures.alerts.close.handler(({ context, input: { incidentId } }) => {
    mustWrite(context);
    context.alerts.close(incidentId, whoIsThere());
    return { ok: true as const };
  }),
  sendAgain: procedures.alerts.sendAgain.handler(({ context, input: { messageId } }) => {
    mustWrite(context);
    context.alerts.sendAgain(messageId);
    return { ok: true as const };
  }),
  settings: procedures.alerts.settings.handler(({ context }) => context.alerts.settings),
  saveSettings: procedures.alerts.saveSettings.handler(({ context, input }) => {
    mustWrite(context);
    for (const channel of input.channels)
      for (const address of channel.kind === 'mail' ? channel.to : []) {
        const problem = mailAddressProblem(address);
        if (problem !== null)
          throw new UserError('alert-recipient', `The channel "${channel.name}": ${problem}`, { hint: 'Write one plain address per line.' });
      }
    context.alerts.save(input);
    return context.alerts.settings;
  }),
  saveFlow: procedures.alerts.saveFlow.handler(({ context, input: { flowId, rules } }) => {
    mustWrite(context);
    mustFindFlow(context.store, flowId);
    context.alerts.save(withRules(context.alerts.settings, flowId, rules));
    return context.alerts.settings;
  }),
  test: procedures.alerts.test.handler(async ({ context, input: { channel } }) => {
    mustWrite(context);
    await context.alertPost.test(channel);
    return { ok: true as const };
  }),
};

function rowOf(record: IncidentRecord, style: MessageStyle): IncidentRow {
  const { subject: _subject, facts: _facts, kind, ...rest } = record;
  return { ...rest, kind: kind as IncidentRow['kind'], title: incidentWords(toldOf(record), style).title };
}

function messageOf({ store }: Parts, message: MessageRecord): AlertMessage {
  const { messageId, about, channelName, state, createdAt, dueAt, answer, seq } = message;
  const waits = state === 'waiting' || state === 'held';
  const attempts = store.alertMessages.attemptsOf(seq).map(({ number: _, ...attempt }) => attempt);
  return { messageId, about, channelName, state, createdAt, dueAt: waits ? dueAt : null, answer, attempts };
}
