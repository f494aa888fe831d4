import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import type { MailMessage, MailReceipt, MailService } from '../../catalog/families/mail-service.ts';
import { compose, inPieces } from './message.ts';
import { addressesOf, reach } from './reach.ts';
import { type SentInfo, Session } from './session.ts';
import { answerOf, destinationOf, isPassing, type MailFault, oneLine, reachError } from './smtp-error.ts';
import type { SmtpConfig } from './spec.ts';

/** Mails that go over one conversation, and ms it may rest in between: servers end longer ones. */
const MOST_MAILS = 100;
const LONGEST_REST = 20_000;

/** Reaches the server, encrypts and signs in. What goes wrong is one of the errors that all connections speak. */
export async function signedIn(config: SmtpConfig, secrets: Secrets, context: ConnectContext): Promise<Session> {
  let session: Session | null = null;
  const stop = () => session?.cut(new Error('stopped'));
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    session = await Session.greet(await reach(config, await addressesOf(config.host), context.signal), config, context.signal);
    if (config.signIn === 'password') {
      requireSignIn(session, config, secrets, context.name);
      await session.signIn(config.user, secrets);
    }
    return session;
  } catch (error) {
    session?.cut(new Error('closed'));
    context.signal.throwIfAborted();
    throw reachError(error, destinationOf(config, context.name));
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
}

/** Throws where signing in cannot work, before anything secret is said. */
export function requireSignIn(session: Session, config: SmtpConfig, secrets: Secrets, name: string): void {
  if (!secrets['password']) throw new UserError('connection-unset', `"${name}" has no password for this environment.`, { hint: 'Give it under Connections.' });
  if (!session.offersSignIn)
    throw new UserError('sign-in-failed', `"${name}": ${config.host} does not offer to sign in on port ${config.port}.`, {
      hint: config.encryption === 'none' ? 'Choose STARTTLS: many servers offer it only then.' : 'Choose "Without signing in" if this server wants none.',
    });
}

/** A mail server in use: one conversation at a time, made anew where it is needed. */
export class MailServer implements MailService {
  readonly #config: SmtpConfig;
  readonly #secrets: Secrets;
  readonly #context: ConnectContext;
  #session: Session | null = null;
  #rests = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(config: SmtpConfig, secrets: Secrets, context: ConnectContext) {
    this.#config = config;
    this.#secrets = secrets;
    this.#context = context;
  }

  get title(): string {
    return this.#config.host;
  }

  get sender(): string {
    return this.#config.sender;
  }

  send(message: MailMessage, signal: StopSignal): Promise<MailReceipt> {
    const sending = this.#queue.then(() => this.#send(message, signal));
    this.#queue = sending.catch(() => undefined);
    return sending;
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#session?.close();
    this.#session = null;
  }

  async #send(message: MailMessage, signal: StopSignal): Promise<MailReceipt> {
    const name = message.from.name ?? this.#config.senderName;
    const from = { address: message.from.address === '' ? this.#config.sender : message.from.address, ...(name === '' ? {} : { name }) };
    const mail = await compose({ ...message, from }, this.#context.clock.now());
    for (let fresh = false; ; fresh = true) {
      signal.throwIfAborted();
      const kept = fresh ? null : this.#takeKept();
      const session = kept ?? (await signedIn(this.#config, this.#secrets, { ...this.#context, signal }));
      const { stream, handedOver } = inPieces(mail.bytes);
      const stop = () => session.cut(new Error('stopped'));
      signal.addEventListener('abort', stop, { once: true });
      try {
        const info = await session.send(mail.envelope, stream);
        this.#keep(session);
        return receiptOf(mail.messageId, info);
      } catch (error) {
        stream.destroy();
        const fault = error as MailFault;
        const said = fault.responseCode !== undefined;
        session.cut(new Error('closed'));
        // The server may have ended a conversation that rested; nothing of this mail was taken there.
        if (kept !== null && !said && !handedOver() && !signal.aborted) continue;
        throw this.#faultOf(fault, handedOver());
      } finally {
        signal.removeEventListener('abort', stop);
      }
    }
  }

  #takeKept(): Session | null {
    const session = this.#session;
    this.#session = null;
    if (session === null) return null;
    if (session.isOpen && session.sent < MOST_MAILS && this.#context.clock.monotonic() - this.#rests < LONGEST_REST) return session;
    session.close();
    return null;
  }

  #keep(session: Session): void {
    this.#session = session;
    this.#rests = this.#context.clock.monotonic();
  }

  #faultOf(fault: MailFault, handedOver: boolean): SwivelError {
    const { name } = this.#context;
    const { host, sender } = this.#config;
    const answer = answerOf(fault);
    if (answer === null && handedOver)
      return new OperationalError('no-answer', `${host} got the whole mail and then did not answer: nobody knows whether it goes out.`, {
        hint: 'Look at the other side whether the mail has come, before you send it again.',
        details: fault.message,
      });
    if (fault instanceof SwivelError) return fault;
    if (/^Message size larger than allowed/.test(fault.message))
      return new OperationalError('mail-refused', `${host} takes no mail of this size.`, {
        hint: 'Send less with it, or put the file where it can be fetched.',
      });
    if (answer === null) return reachError(fault, destinationOf(this.#config, name));
    if (fault.command === 'MAIL FROM' && !isPassing(fault))
      return new UserError('sender-refused', `${host} takes no mail from ${sender}. It said: ${answer}`, {
        hint: 'Give a sender address under Connections that this server lets you send from.',
      });
    return new OperationalError('mail-refused', `${host} did not take the mail. It said: ${answer}`, {
      retryable: isPassing(fault),
      hint: isPassing(fault) ? 'It may work another time.' : 'Look at the recipients and at what the server said.',
    });
  }
}

function receiptOf(messageId: string, info: SentInfo): MailReceipt {
  const errors = info.rejectedErrors ?? [];
  return {
    messageId,
    accepted: info.accepted,
    refused: info.rejected.map((address) => ({ address, answer: oneLine(errors.find((one) => one.recipient === address)?.response ?? '') })),
    answer: oneLine(info.response),
  };
}
