import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { fingerprintOf } from '../sftp/session.ts';
import { freePort } from './free-port.ts';
import { newKey } from './sftp-server.ts';

const PROGRAM = '/usr/sbin/sshd';

/** Whether OpenSSH's server is on this machine. */
export const hasSshd = existsSync(PROGRAM) && process.platform === 'linux';

/** OpenSSH's own server on a free port of 127.0.0.1, with keys of its own, for the user who runs the tests. */
export interface Sshd {
  config: { host: string; port: number; user: string; hostKey: string; signIn: 'key' };
  secrets: { 'private-key': string; passphrase: string };
  /** Ends the server: nobody answers any more. Lines that are open go on until the other side ends them. */
  close(): Promise<void>;
  /** Runs again after it was closed, at the same port with the same keys. */
  begin(): Promise<void>;
}

/** Starts it; its files go into `folder`. */
export async function startSshd(folder: string): Promise<Sshd> {
  const [host, own] = [newKey(), newKey('open sesame')];
  const port = await freePort();
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  // Where it gives up its rights to; the system's own start makes it, too.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const settings = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${file('host', host.private)}`,
    `AuthorizedKeysFile ${file('authorized', own.public)}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'LogLevel ERROR',
    'Subsystem sftp internal-sftp',
  ];
  const written = file('sshd_config', `${settings.join('\n')}\n`);
  const begin = async () => {
    const program = spawn(PROGRAM, ['-D', '-e', '-f', written], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    program.stderr.on('data', (text) => {
      said += String(text);
    });
    const gone = new Promise<void>((resolve) => program.once('exit', () => resolve()));
    await answering(port, () => {
      if (program.exitCode !== null) throw new Error(`sshd did not start: ${said}`);
    });
    return { program, gone };
  };
  let running = await begin();
  const parsed = ssh2.utils.parseKey(host.private);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!key || key instanceof Error) throw new Error('no host key');
  return {
    config: { host: '127.0.0.1', port, user: userInfo().username, hostKey: fingerprintOf(key.getPublicSSH()), signIn: 'key' },
    secrets: { 'private-key': own.private, passphrase: 'open sesame' },
    async close() {
      running.program.kill('SIGKILL');
      await running.gone;
    },
    async begin() {
      running = await begin();
    },
  };
}

async function answering(port: number, check: () => void): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 200; tries++) {
    check();
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('sshd did not answer');
}
