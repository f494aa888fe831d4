import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { Secrets } from '../../catalog/connection-spec.ts';
import { tlsOptions } from './reach.ts';
import { oneLine } from './smtp-error.ts';
import type { SmtpConfig } from './spec.ts';

const TRY_SENDER = 'SWIVEL-TRY-SENDER';

/** One conversation with a mail server. */
export class Session {
  readonly #smtp: SMTPConnection;
  #ended: Error | null = null;
  #fail: ((error: Error) => void) | null = null;
  #tried = '';
  #senderAnswer: string | null = null;
  /** Mails that went through. */
  sent = 0;

  private constructor(smtp: SMTPConnection) {
    this.#smtp = smtp;
    smtp.on('error', (error: Error) => this.#end(error));
    smtp.once('end', () => this.#end(new Error('closed')));
  }

  /** Greets over a socket that stands, and encrypts where the settings say STARTTLS. */
  static async greet(socket: Socket, config: SmtpConfig, signal: StopSignal): Promise<Session> {
    let session: Session | null = null;
    const smtp = new SMTPConnection({
      // The one way the library has for a command of our own; it stands among the ways to sign in.
      customAuth: { [TRY_SENDER]: (asking) => session?.tryNow(asking.sendCommand) },
      host: config.host,
      port: config.port,
      connection: socket,
      secure: config.encryption === 'tls',
      secured: config.encryption === 'tls',
      requireTLS: config.encryption === 'starttls',
      ignoreTLS: config.encryption === 'none',
      tls: tlsOptions(config),
      connectionTimeout: config.connectTimeout,
      greetingTimeout: config.connectTimeout,
      socketTimeout: config.answerTimeout,
      socketCloseTimeout: 1000,
      logger: false,
    });
    session = new Session(smtp);
    const greeting = session;
    const stop = () => greeting.cut(new Error('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      await greeting.#asked<void>((done) => smtp.connect((error) => done(error ?? null)));
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return greeting;
  }

  /** Whether it can take another mail. */
  get isOpen(): boolean {
    return this.#ended === null;
  }

  /** Whether the server said that it knows how to sign in. */
  get offersSignIn(): boolean {
    return this.#smtp.allowsAuth;
  }

  async signIn(user: string, secrets: Secrets): Promise<void> {
    const credentials = { user, pass: secrets['password'] ?? '' };
    await this.#asked<void>((done) => this.#smtp.login({ ...credentials, credentials }, (error) => done(error ?? null)));
  }

  /** Asks whether mails of this sender would be taken, and takes it back: nobody is written to. Null: they would; else what the server said. */
  async trySender(address: string): Promise<string | null> {
    this.#tried = address;
    await this.#asked<void>((done) => this.#smtp.login({ method: TRY_SENDER, credentials: { user: '', pass: '' } }, (error) => done(error ?? null)));
    return this.#senderAnswer;
  }

  private async tryNow(command: (text: string) => Promise<{ status: number; response: string }>): Promise<void> {
    const { status, response } = await command(`MAIL FROM:<${this.#tried}>`);
    this.#senderAnswer = status >= 200 && status < 300 ? null : oneLine(response);
    await command('RSET');
  }

  /** Sends one message; resolves with what the server said when it has taken it. */
  async send(envelope: { from: string; to: string[] }, message: NodeJS.ReadableStream): Promise<SentInfo> {
    const info = await this.#asked<SentInfo>((done) =>
      this.#smtp.send(envelope, message as never, (error, result) => done(error ?? null, result as SentInfo | undefined)),
    );
    this.sent++;
    return info;
  }

  /** Ends the conversation politely. */
  close(): void {
    if (this.isOpen) this.#smtp.quit();
    this.#ended ??= new Error('closed');
  }

  /** Ends it at once; what is being asked fails. */
  cut(why: Error): void {
    this.#end(why);
    this.#smtp.close();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#fail?.(error);
  }

  #asked<T>(ask: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#fail = reject;
      ask((error, result) => {
        this.#fail = null;
        if (error) reject(error);
        else resolve(result as T);
      });
    });
  }
}

/** What the server said of a message it took. */
export interface SentInfo {
  accepted: string[];
  rejected: string[];
  rejectedErrors?: { recipient?: string; response?: string }[];
  response: string;
}
