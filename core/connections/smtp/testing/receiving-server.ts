import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server';
import { CERTIFICATES } from './certificates.ts';

/** A mail as it came in. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  readonly user: string | undefined;
  readonly encrypted: boolean;
}

/** What the server does wrong; changed between mails as a test likes. */
export interface MailFaults {
  /** Answers to MAIL FROM, to single recipients, and after the message: `452 full`. */
  sender?: string;
  recipients: Record<string, string>;
  afterData?: string;
  /** Cuts the connection when this was said; `after-message`: the whole mail came, the answer is never given. */
  cutAt?: 'greeting' | 'recipient' | 'in-message' | 'after-message';
  /** Once so many mails were taken, the next one is taken whole and nothing is said about it. */
  silentAfter?: number;
  /** How many conversations the fault still lasts; without it: as long as it is set. */
  times?: number;
}

/** A real mail server on 127.0.0.1 that keeps what it gets. */
export class ReceivingServer {
  readonly mails: ReceivedMail[] = [];
  /** Mails of which the server had the whole text and then cut, or fell silent. */
  readonly swallowed: string[] = [];
  faults: MailFaults = { recipients: {} };
  conversations = 0;
  readonly #server: SMTPServer;
  readonly #waiting: (() => void)[] = [];

  private constructor(options: ReceivingOptions) {
    const { key, cert } = CERTIFICATES[options.certificate ?? 'right'];
    this.#server = new SMTPServer({
      key,
      cert,
      secure: options.encryption === 'tls',
      disabledCommands: [...(options.encryption === 'none' ? ['STARTTLS'] : []), ...(options.user === undefined ? ['AUTH'] : [])],
      authOptional: options.user === undefined,
      allowInsecureAuth: true,
      hideSize: options.mostBytes === undefined,
      ...(options.mostBytes === undefined ? {} : { size: options.mostBytes }),
      hidePIPELINING: options.pipelining === false,
      disableReverseLookup: true,
      closeTimeout: 20,
      logger: false,
      onConnect: (session, done) => {
        this.conversations++;
        if (this.#is('greeting')) return this.#cut(session);
        done();
      },
      onAuth: (auth, _session, done) => {
        if (auth.username === options.user && auth.password === options.password) return done(null, { user: auth.username });
        done(new Error('wrong user or password'));
      },
      onMailFrom: (_address, _session, done) => done(refusal(this.faults.sender)),
      onRcptTo: (address: SMTPServerAddress, session, done) => {
        if (this.#is('recipient')) return this.#cut(session);
        done(refusal(this.faults.recipients[address.address]));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        if (this.faults.cutAt === 'in-message') {
          stream.once('data', () => this.#cut(session));
          return;
        }
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          if (this.#is('after-message')) {
            this.swallowed.push(raw);
            return this.#cut(session);
          }
          if (this.mails.length >= (this.faults.silentAfter ?? Number.POSITIVE_INFINITY)) {
            this.swallowed.push(raw);
            return;
          }
          const no = refusal(this.faults.afterData);
          if (no) return done(no);
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map((one) => one.address),
            raw,
            user: session.user as string | undefined,
            encrypted: session.secure,
          });
          done();
          for (const waiting of this.#waiting.splice(0)) waiting();
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async start(options: ReceivingOptions = {}): Promise<ReceivingServer> {
    const made = new ReceivingServer(options);
    await new Promise<void>((resolve) => void made.#server.listen(0, '127.0.0.1', () => resolve()));
    return made;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** Resolves when so many mails have come. */
  async came(count: number): Promise<void> {
    while (this.mails.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  /** Ends all conversations that rest, as servers do after a while. */
  hangUp(): void {
    for (const each of this.#open()) each._socket.destroy();
  }

  #open(): { _socket: Socket; session: SMTPServerSession }[] {
    return [...(this.#server as unknown as { connections: Iterable<{ _socket: Socket; session: SMTPServerSession }> }).connections];
  }

  #is(at: NonNullable<MailFaults['cutAt']>): boolean {
    return this.faults.cutAt === at;
  }

  #cut(session: SMTPServerSession): void {
    if (this.faults.times !== undefined && --this.faults.times <= 0) this.faults = { recipients: {} };
    for (const each of this.#open()) if (each.session.id === session.id) each._socket.destroy();
  }
}

/** How the server is set up. */
export interface ReceivingOptions {
  encryption?: 'starttls' | 'tls' | 'none';
  certificate?: keyof typeof CERTIFICATES;
  /** Asks for this user and password. */
  user?: string;
  password?: string;
  mostBytes?: number;
  pipelining?: boolean;
}

function refusal(answer: string | undefined): Error | null {
  if (answer === undefined) return null;
  const [code = '550', ...words] = answer.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) });
}
