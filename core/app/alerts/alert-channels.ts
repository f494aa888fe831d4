import type { AlertChannel } from '../../alerts/alert-settings.ts';
import type { AlertText } from '../../alerts/compose-message.ts';
import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import type { ConnectionFamily, Families } from '../../catalog/families/families.ts';

/** What sending over channels reaches. */
export interface ChannelDeps {
  /** Opens a connection of the workspace for something short. */
  open<F extends ConnectionFamily>(
    connectionId: string,
    family: F,
    options: { signal: AbortSignal },
  ): Promise<{ readonly use: Families[F]; close(): Promise<void> }>;
  /** Shows it to whoever looks at the workspace; false when nobody does. */
  show(notice: { title: string; body: string; incidentId: string | null }): boolean;
  readonly signal: AbortSignal;
}

/** A message as it goes out. */
export interface OutgoingAlert {
  readonly text: AlertText;
  /** The same in every try. */
  readonly key: string;
  readonly incidentId: string | null;
  /** What a program wants to know: goes with a webhook. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What became of it. `nobody`: there was nobody to show it to. */
export type ChannelOutcome = { outcome: 'sent' | 'failed' | 'unknown'; answer: string } | { outcome: 'nobody' };

const LIMITS = { connect: 15_000, firstByte: 30_000, total: 60_000 };
const MOST_ANSWER = 64 * 1024;

/** Sends one message over a channel; never throws. A failure that is certain may be tried again; where nobody knows, it is not. */
export async function sendOver(channel: AlertChannel, alert: OutgoingAlert, deps: ChannelDeps): Promise<ChannelOutcome> {
  try {
    switch (channel.kind) {
      case 'desktop':
        return deps.show({ ...alert.text, incidentId: alert.incidentId }) ? { outcome: 'sent', answer: '' } : { outcome: 'nobody' };
      case 'mail':
        return await sendMail(channel, alert, deps);
      case 'webhook':
        return await post(channel, alert, deps);
    }
  } catch (error) {
    const known = error instanceof SwivelError;
    const unknown = known && error.code === 'no-answer';
    return {
      outcome: unknown ? 'unknown' : 'failed',
      answer: known ? error.message : 'Something unexpected happened while the message was sent.',
    };
  }
}

async function sendMail(channel: Extract<AlertChannel, { kind: 'mail' }>, { text, key }: OutgoingAlert, deps: ChannelDeps): Promise<ChannelOutcome> {
  if (channel.to.length === 0) throw new UserError('alert-no-recipient', `The channel "${channel.name}" has no recipients.`);
  const { use, close } = await deps.open(channel.connectionId, 'mail', { signal: deps.signal });
  try {
    const { refused, accepted } = await use.send(
      { from: { address: '' }, to: channel.to, cc: [], bcc: [], subject: text.title, text: text.body, attachments: [], key },
      deps.signal,
    );
    const not = refused.map(({ address, answer }) => `${address}: ${answer}`).join('; ');
    return { outcome: 'sent', answer: `${accepted.join(', ')}${not === '' ? '' : ` – ${not}`}` };
  } finally {
    await close();
  }
}

async function post(channel: Extract<AlertChannel, { kind: 'webhook' }>, { text, key, data }: OutgoingAlert, deps: ChannelDeps): Promise<ChannelOutcome> {
  const { use, close } = await deps.open(channel.connectionId, 'http', { signal: deps.signal });
  try {
    const answer = await use.send({
      method: 'POST',
      url: channel.path,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      // `text` is what chat services show.
      body: JSON.stringify({ ...data, id: key, title: text.title, text: `${text.title}\n\n${text.body}` }),
      mostBytes: MOST_ANSWER,
      limits: LIMITS,
      signal: deps.signal,
    });
    if (answer.status >= 200 && answer.status < 300) return { outcome: 'sent', answer: String(answer.status) };
    throw new OperationalError('webhook-refused', `${use.title} answered with ${answer.status}.`);
  } finally {
    await close();
  }
}
