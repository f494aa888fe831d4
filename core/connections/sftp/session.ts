import { createHash } from 'node:crypto';
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { UserError } from '../../base/errors.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import { type Asked, connectError, identityChanged } from './sftp-errors.ts';
import { type SftpConfig, USUAL_PORT } from './spec.ts';

const LIFE_SIGNS_MISSED = 3;

/** Fingerprint of a host's key as OpenSSH shows it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** What a host shows, before anything secret was sent. */
export type LooksAt = (fingerprint: string) => boolean;

/** Who is asked, for sentences. */
export function askedOf(config: SftpConfig, { name }: Pick<ConnectContext, 'name'>): Asked {
  return { name, host: config.host.trim(), port: config.port, usualPort: USUAL_PORT, user: config.user.trim() };
}

/** Settings and secrets as ssh2 takes them. A key that cannot be read is a UserError, before anybody is asked. */
export function connectSettings(config: SftpConfig, secrets: Secrets, asked: Asked, accept: LooksAt): ConnectConfig {
  const settings: ConnectConfig = {
    host: asked.host,
    port: asked.port,
    username: asked.user,
    readyTimeout: config.timeoutMs,
    keepaliveInterval: config.keepAliveMs,
    keepaliveCountMax: LIFE_SIGNS_MISSED,
    hostVerifier: (key: Buffer) => accept(fingerprintOf(key)),
  };
  const unset = (message: string) => new UserError('connection-unset', message, { hint: 'Give it under Connections.' });
  const password = () => {
    if (!secrets.password) throw unset(`"${asked.name}" has no password yet.`);
    return secrets.password;
  };
  switch (config.signIn) {
    case 'password':
      return { ...settings, password: password(), authHandler: ['password'] };
    case 'questions':
      password();
      return { ...settings, tryKeyboard: true, authHandler: ['keyboard-interactive'] };
    case 'key': {
      const privateKey = secrets['private-key'];
      if (!privateKey) throw unset(`"${asked.name}" has no private key yet.`);
      const { passphrase } = secrets;
      const parsed = ssh2.utils.parseKey(privateKey, passphrase);
      const key = Array.isArray(parsed) ? parsed[0] : parsed;
      if (key instanceof Error || !key?.isPrivateKey())
        throw new UserError('sign-in-failed', `"${asked.name}": the private key cannot be read.`, {
          hint: /passphrase|integrity|decrypt/i.test(String((key as Error)?.message))
            ? 'Check its passphrase.'
            : 'Give the whole text of the private key file, from BEGIN to END, not the public one.',
        });
      return { ...settings, privateKey, ...(passphrase ? { passphrase } : {}), authHandler: ['publickey'] };
    }
  }
}

/** One signed-in SSH connection with its file channel. When it is cut, everything that waits for it learns so at once. */
export class SftpSession {
  readonly sftp: SFTPWrapper;
  readonly #client: Client;
  readonly #asked: Asked;
  readonly #waiting = new Set<(error: unknown) => void>();
  readonly #context: ConnectContext;
  readonly #timeoutMs: number;
  #gone: unknown = null;
  #lastAnswer: number;
  #watch: (() => void) | null = null;

  private constructor(client: Client, sftp: SFTPWrapper, asked: Asked, context: ConnectContext, timeoutMs: number) {
    this.#client = client;
    this.sftp = sftp;
    this.#asked = asked;
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#lastAnswer = context.clock.monotonic();
    client.on('error', (error) => this.#lose(connectError(error, asked)));
    const closed = () => this.#lose(connectError({ message: 'closed' }, asked));
    client.on('end', closed);
    client.on('close', closed);
    sftp.on('close', () => this.#lose(connectError({ message: 'channel-closed' }, asked)));
    sftp.on('error', (error: Error) => this.#lose(connectError({ message: error.message }, asked)));
  }

  /** Connects to the accepted host and signs in. */
  static open(config: SftpConfig, secrets: Secrets, context: ConnectContext): Promise<SftpSession> {
    const asked = askedOf(config, context);
    const accepted = config.hostKey.trim();
    if (asked.host === '') throw new UserError('connection-unset', `"${asked.name}" has no host yet.`, { hint: 'Give it under Connections.' });
    if (asked.user === '') throw new UserError('connection-unset', `"${asked.name}" has no user yet.`, { hint: 'Give it under Connections.' });
    if (accepted === '')
      throw new UserError('connection-unset', `"${asked.name}": the host ${asked.host} has not been accepted yet.`, {
        hint: 'Test the connection under Connections, compare the fingerprint, and accept it.',
      });
    return SftpSession.connect(config, secrets, context, (shown) => {
      if (shown !== accepted) throw identityChanged(asked, shown, accepted);
      return true;
    });
  }

  /** Connects and signs in; `look` is shown the host's fingerprint before anything secret is sent, and may throw to end it there. */
  static async connect(config: SftpConfig, secrets: Secrets, context: ConnectContext, look: LooksAt): Promise<SftpSession> {
    const asked = askedOf(config, context);
    const { signal, clock } = context;
    signal.throwIfAborted();
    const client = new ssh2.Client();
    let refusal: unknown = null;
    const settings = connectSettings(config, secrets, asked, (shown) => {
      try {
        return look(shown);
      } catch (error) {
        refusal = error;
        return false;
      }
    });
    const answer = secrets.password ?? '';
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => answer)));
    let stop: () => void = () => undefined;
    let calm: () => void = () => undefined;
    try {
      const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
        stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        calm = clock.after(config.timeoutMs + 500, () => reject(Object.assign(new Error('no-answer'), { level: 'client-timeout' })));
        client.on('error', reject);
        const closed = () => reject(new Error('closed'));
        client.on('end', closed);
        client.on('close', closed);
        client.on('connect', () => client.setNoDelay(true));
        client.on('ready', () => client.sftp((error, channel) => (error ? reject(noFiles(error, asked)) : resolve(channel))));
        client.connect(settings);
      });
      return new SftpSession(client, sftp, asked, context, config.timeoutMs);
    } catch (error) {
      client.on('error', () => undefined);
      client.destroy();
      if (signal.aborted) throw signal.reason;
      throw refusal ?? connectError(error, asked);
    } finally {
      signal.removeEventListener('abort', stop);
      calm();
    }
  }

  get alive(): boolean {
    return this.#gone === null;
  }

  /** Asks the server one thing. Rejects when the connection is cut, or no answer to anything has come for too long. */
  ask<T = void>(what: (sftp: SFTPWrapper, done: (error: unknown, value?: T) => void) => void): Promise<T> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      if (this.#waiting.size === 1) this.#lastAnswer = this.#context.clock.monotonic();
      this.#watch ??= this.#context.clock.after(this.#timeoutMs, () => this.#look());
      const done = (error: unknown, value?: T) => {
        this.#waiting.delete(reject);
        this.#lastAnswer = this.#context.clock.monotonic();
        if (error) reject(error);
        else resolve(value as T);
      };
      try {
        what(this.sftp, done);
      } catch (error) {
        // What the server has not said it knows is refused before it is asked.
        done(error);
      }
    });
  }

  /** Ends it politely; what waits is told that it is gone. */
  close(): void {
    this.#lose(connectError({ message: 'closed-here' }, this.#asked));
    this.#client.end();
  }

  /** Ends it at once. */
  destroy(): void {
    this.#lose(connectError({ message: 'given-up' }, this.#asked));
    this.#client.destroy();
  }

  #look(): void {
    this.#watch = null;
    if (this.#waiting.size === 0 || this.#gone !== null) return;
    const { clock } = this.#context;
    const left = this.#lastAnswer + this.#timeoutMs - clock.monotonic();
    if (left > 0) {
      this.#watch = clock.after(left, () => this.#look());
      return;
    }
    this.#lose(connectError({ level: 'client-timeout', message: 'no-answer' }, this.#asked));
    this.#client.destroy();
  }

  #lose(error: unknown): void {
    if (this.#gone !== null) return;
    this.#gone = error;
    this.#watch?.();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const reject of waiting) reject(error);
  }
}

function noFiles(error: Error, { name, host }: Asked): unknown {
  return new UserError('not-allowed', `"${name}": ${host} lets this user in, but gives no access to files.`, {
    hint: 'Ask whoever runs the server to allow SFTP for this user.',
    details: error.message,
  });
}
