import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { OperationalError, UserError } from '../../base/errors.ts';
import { type ConnectContext, createConnectionCatalog, defineConnection, defineConnectionRun, type Secrets } from '../../catalog/connection-spec.ts';
import type { HttpService } from '../../catalog/families/http-service.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({ host: z.string().default(''), port: z.number().default(0), user: z.string().default('') }));
type EchoConfig = SettingsOf<typeof config>;

/** A system that is bad at keeping secrets: it repeats the password it was given in everything it says, plain, URL-encoded and in base64. */
export const echoSpec = defineConnection<EchoConfig>({
  kind: 'echo',
  version: 1,
  family: 'http',
  title: 'Echo',
  icon: 'server',
  description: 'Says again what it was told.',
  keywords: [],
  config,
  form: [],
  secrets: () => [
    { name: 'password', label: 'Password', required: true },
    { name: 'pepper', label: 'Pepper', required: false },
  ],
  hosts: ({ host, port }) => (host === '' ? [] : [`${host}:${port}`]),
  summary: ({ host, port }) => `echo on ${host}:${port}`,
  check: ({ host }) => (host === '' ? [{ code: 'missing', field: 'host', message: 'The host is missing.' }] : []),
});

/** Asks line by line; each call waits for one answer. */
class EchoLine {
  readonly #socket: Socket;
  readonly #answers: AsyncIterator<string>;
  /** What the system said at the sign-in. */
  greeting = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  static async reach({ host, port }: EchoConfig, context: ConnectContext): Promise<EchoLine> {
    const socket = connect({ host, port });
    context.signal.addEventListener('abort', () => socket.destroy(), { once: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (cause) =>
        reject(new OperationalError('connection-refused', `Nobody listens at ${host}:${port}.`, { retryable: true, cause, details: String(cause) })),
      );
    });
    socket.on('error', () => undefined);
    return new EchoLine(socket);
  }

  async signIn({ user }: EchoConfig, secrets: Secrets): Promise<void> {
    this.greeting = await this.ask(`AUTH ${JSON.stringify([user, secrets['password'] ?? '', secrets['pepper'] ?? ''])}`);
    if (this.greeting.startsWith('ERR'))
      throw new UserError('sign-in-failed', `The system refused: ${this.greeting}`, { hint: this.greeting, details: this.greeting });
  }

  async ask(line: string): Promise<string> {
    this.#socket.write(`${line}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new OperationalError('connection-lost', 'The system hung up.', { retryable: true });
    return value;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Real work over a real socket. */
export const echoRun = defineConnectionRun<EchoConfig, 'http'>({
  family: 'http',
  async open(settings, secrets, context) {
    const line = await EchoLine.reach(settings, context);
    try {
      await line.signIn(settings, secrets);
    } catch (error) {
      line.close();
      throw error;
    }
    const use: HttpService = {
      name: context.name,
      title: `echo on ${settings.host}`,
      concurrency: 1,
      mask: (text) => text,
      addressOf: ({ url }) => url,
      async send({ url }) {
        const answer = await line.ask(url);
        if (answer.startsWith('ERR'))
          throw new OperationalError('answer-wrong', `The system said: ${answer}`, {
            hint: answer,
            details: `asked ${url}, told ${answer}`,
            cause: new Error(answer),
          });
        return { status: 200, headers: { greeting: line.greeting }, body: new TextEncoder().encode(answer), url };
      },
    };
    return { use, close: async () => line.close() };
  },
  async *test(settings, secrets, context) {
    const line = await EchoLine.reach(settings, context);
    try {
      yield { part: 'reach', ok: true, message: `${settings.host}:${settings.port} answers.` };
      const refused = await line.signIn(settings, secrets).then(
        () => null,
        (error: Error) => error,
      );
      if (refused) yield { part: 'sign-in', ok: false, message: refused.message, hint: `It said ${refused.message}` };
      else yield { part: 'sign-in', ok: true, message: `Signed in: ${line.greeting}` };
    } finally {
      line.close();
    }
  },
});

/** The echo kind, and nothing else. */
export const echoKinds = {
  catalog: createConnectionCatalog([echoSpec]),
  load: (kind: string) => (kind === 'echo' ? Promise.resolve(echoRun) : Promise.reject(new Error(`no kind ${kind}`))),
};
