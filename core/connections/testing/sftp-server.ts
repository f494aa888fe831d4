import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, join, posix, relative, resolve } from 'node:path';
import ssh2, { type AuthContext, type Connection, type FileEntry, type PublicKeyAuthContext, type SFTPWrapper } from 'ssh2';
import { fingerprintOf } from '../sftp/session.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const ENTRIES_AT_ONCE = 100;

/** What may go wrong on purpose. All may be changed while the server runs. */
export interface SftpFaults {
  /** Cuts the connection once so many bytes of files were carried in either direction; then it counts anew, `cuts` times. */
  cutAfter?: number;
  cuts?: number;
  /** Hears how many bytes of files were carried, both ways. */
  carried?: (bytes: number) => void;
  /** Waits before every answer, ms. */
  slowMs?: number;
  /** Answers nothing any more. */
  silent?: boolean;
  refuseSignIn?: boolean;
  /** Most bytes of one file. */
  diskFullAt?: number;
  /** Puts another byte at this place of every file that is written, as a failing drive does. */
  spoilsAt?: number;
  /** Nobody may read files here, only leave them. */
  letterbox?: boolean;
  /** Paths (below the root) that nobody may read or write. */
  denied?: readonly string[];
  /** Renames over a file that is there, as some servers do. */
  renameReplaces?: boolean;
}

/** Who may sign in. */
export interface SftpUser {
  name: string;
  password: string;
  /** Public key in OpenSSH's form. */
  publicKey?: string;
}

/** An SFTP server of our own with real files in `root`. It knows no extensions: no rename over a file that is there, as servers of old. */
export class TestSftpServer {
  readonly faults: SftpFaults = {};
  readonly user: SftpUser;
  readonly root: string;
  readonly host = '127.0.0.1';
  port = 0;
  /** Bytes of files that were carried, both ways. */
  carried = 0;
  /** Connections that were made until now. */
  connections = 0;
  readonly #server: ssh2.Server;
  readonly #open = new Set<Connection>();
  #fingerprint = '';
  #sinceCut = 0;

  private constructor(root: string, user: SftpUser, hostKey: string) {
    this.root = realpathSync(root);
    this.user = user;
    const parsed = ssh2.utils.parseKey(hostKey);
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    if (!key || key instanceof Error) throw new Error('no host key');
    this.#fingerprint = fingerprintOf(key.getPublicSSH());
    this.#server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => this.#welcome(connection));
  }

  /** Starts one on a free port of 127.0.0.1. */
  static async start(root: string, options: { user?: SftpUser; hostKey?: string; port?: number } = {}): Promise<TestSftpServer> {
    const server = new TestSftpServer(root, options.user ?? { name: 'hr', password: 'sesame' }, options.hostKey ?? newKey().private);
    await new Promise<void>((resolve) => server.#server.listen(options.port ?? 0, server.host, resolve));
    server.port = (server.#server.address() as { port: number }).port;
    return server;
  }

  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Settings of a connection to it that has been accepted. */
  get config() {
    return { host: this.host, port: this.port, user: this.user.name, hostKey: this.fingerprint };
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const connection of this.#open) (connection as unknown as { _sock: { destroy(): void } })._sock.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #welcome(connection: Connection): void {
    this.connections++;
    this.#open.add(connection);
    (connection as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
    connection.on('error', () => undefined);
    connection.on('close', () => this.#open.delete(connection));
    connection.on('authentication', (context) => this.#signIn(context));
    connection.on('ready', () =>
      connection.on('session', (accept) => {
        accept().on('sftp', (open) => this.#serve(open()));
      }),
    );
  }

  #signIn(context: AuthContext): void {
    const { password } = this.user;
    const decide = (right: boolean) => (right ? context.accept() : context.reject(['password', 'publickey', 'keyboard-interactive']));
    if (this.faults.refuseSignIn === true || context.username !== this.user.name) decide(false);
    else if (context.method === 'password') decide(context.password === password);
    else if (context.method === 'keyboard-interactive') context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => decide(answers[0] === password));
    else decide(context.method === 'publickey' && this.#holdsKey(context));
  }

  #holdsKey({ key: shown, signature, blob, hashAlgo }: PublicKeyAuthContext): boolean {
    const known = this.user.publicKey === undefined ? null : ssh2.utils.parseKey(this.user.publicKey);
    const key = Array.isArray(known) ? known[0] : known;
    if (!key || key instanceof Error || !key.getPublicSSH().equals(shown.data)) return false;
    return !signature || key.verify(blob as Buffer, signature, hashAlgo) === true;
  }

  /** Whether the connection was cut for what is carried now. */
  #carry(bytes: number): boolean {
    this.carried += bytes;
    this.#sinceCut += bytes;
    this.faults.carried?.(this.carried);
    const { cutAfter, cuts = 0 } = this.faults;
    if (cutAfter === undefined || cuts === 0 || this.#sinceCut < cutAfter) return false;
    this.faults.cuts = cuts - 1;
    this.#sinceCut = 0;
    this.cut();
    return true;
  }

  #serve(sftp: SFTPWrapper): void {
    const files = new Map<string, { handle: number } | { entries: FileEntry[] }>();
    let next = 0;
    const keep = (what: { handle: number } | { entries: FileEntry[] }) => {
      const id = Buffer.alloc(4);
      id.writeUInt32BE(++next);
      files.set(id.toString('hex'), what);
      return id;
    };
    const handleOf = (id: Buffer) => (files.get(id.toString('hex')) as { handle: number }).handle;
    const own = (path: string) => {
      const place = resolve(this.root, `.${posix.resolve('/', path)}`);
      if (this.faults.denied?.some((one) => resolve(this.root, one) === place)) throw Object.assign(new Error('denied'), { code: 'EACCES' });
      return place;
    };
    const answer = (id: number, work: () => void) => {
      if (this.faults.silent === true) return;
      const now = () => {
        try {
          work();
        } catch (error) {
          sftp.status(id, statusOf(error), (error as Error).message);
        }
      };
      if (this.faults.slowMs) setTimeout(now, this.faults.slowMs);
      else now();
    };
    const ok = (id: number) => sftp.status(id, STATUS_CODE.OK);
    const done = (id: number, work: () => void) =>
      answer(id, () => {
        work();
        ok(id);
      });
    sftp.on('error', () => undefined);
    sftp.on('OPEN', (id, path, flags) =>
      answer(id, () => {
        const mode = flags & OPEN_MODE.WRITE ? (flags & OPEN_MODE.TRUNC ? 'w' : flags & OPEN_MODE.CREAT ? 'a' : 'r+') : 'r';
        if (mode === 'r' && this.faults.letterbox === true) throw Object.assign(new Error('denied'), { code: 'EACCES' });
        sftp.handle(id, keep({ handle: openSync(own(path), mode) }));
      }),
    );
    sftp.on('READ', (id, handle, at, length) =>
      answer(id, () => {
        const bytes = Buffer.alloc(length);
        const count = readSync(handleOf(handle), bytes, 0, length, at);
        if (count === 0) return void sftp.status(id, STATUS_CODE.EOF);
        if (!this.#carry(count)) sftp.data(id, bytes.subarray(0, count));
      }),
    );
    sftp.on('WRITE', (id, handle, at, bytes) =>
      answer(id, () => {
        if (this.faults.diskFullAt !== undefined && at + bytes.length > this.faults.diskFullAt)
          return void sftp.status(id, STATUS_CODE.FAILURE, 'No space left on device');
        writeSync(handleOf(handle), bytes, 0, bytes.length, at);
        const { spoilsAt = -1 } = this.faults;
        if (spoilsAt >= at && spoilsAt < at + bytes.length) writeSync(handleOf(handle), '?', spoilsAt);
        if (!this.#carry(bytes.length)) ok(id);
      }),
    );
    sftp.on('FSTAT', (id, handle) => answer(id, () => sftp.attrs(id, attrsOf(fstatSync(handleOf(handle))))));
    sftp.on('STAT', (id, path) => answer(id, () => sftp.attrs(id, attrsOf(statSync(own(path))))));
    sftp.on('LSTAT', (id, path) => answer(id, () => sftp.attrs(id, attrsOf(lstatSync(own(path))))));
    sftp.on('SETSTAT', (id) => answer(id, () => ok(id)));
    sftp.on('OPENDIR', (id, path) =>
      answer(id, () => {
        const folder = own(path);
        const entries = readdirSync(folder).map((name) => ({ filename: name, longname: name, attrs: attrsOf(lstatSync(join(folder, name))) }));
        sftp.handle(id, keep({ entries }));
      }),
    );
    sftp.on('READDIR', (id, handle) =>
      answer(id, () => {
        const { entries } = files.get(handle.toString('hex')) as { entries: FileEntry[] };
        const some = entries.splice(0, ENTRIES_AT_ONCE);
        if (some.length === 0) sftp.status(id, STATUS_CODE.EOF);
        else sftp.name(id, some);
      }),
    );
    sftp.on('CLOSE', (id, handle) =>
      answer(id, () => {
        const open = files.get(handle.toString('hex'));
        if (open && 'handle' in open) closeSync(open.handle);
        files.delete(handle.toString('hex'));
        ok(id);
      }),
    );
    sftp.on('REMOVE', (id, path) => done(id, () => unlinkSync(own(path))));
    sftp.on('RMDIR', (id, path) => done(id, () => rmdirSync(own(path))));
    sftp.on('MKDIR', (id, path) => done(id, () => mkdirSync(own(path))));
    sftp.on('RENAME', (id, from, to) =>
      answer(id, () => {
        const [old, place] = [own(from), own(to)];
        if (statSync(place, { throwIfNoEntry: false }) && this.faults.renameReplaces !== true)
          return void sftp.status(id, STATUS_CODE.FAILURE, 'File already exists');
        renameSync(old, place);
        ok(id);
      }),
    );
    sftp.on('REALPATH', (id, path) =>
      answer(id, () => {
        const real = realpathSync(own(path));
        const inside = relative(this.root, real);
        // As a server in a jail: what lies outside is not there.
        const shown = inside.startsWith('..') ? real : `/${inside}`;
        sftp.name(id, [{ filename: shown, longname: basename(shown), attrs: attrsOf(statSync(real)) }]);
      }),
    );
    sftp.on('close', () => {
      for (const open of files.values()) if ('handle' in open) closeSync(open.handle);
      files.clear();
    });
  }
}

/** A key pair as OpenSSH writes it. */
export function newKey(passphrase?: string): { private: string; public: string } {
  // Now and then the maker of keys gives one that its own reader does not take.
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync('ed25519', passphrase === undefined ? {} : { cipher: 'aes256-ctr', passphrase, rounds: 4 });
    if (![ssh2.utils.parseKey(made.private, passphrase), ssh2.utils.parseKey(made.public)].some((parsed) => parsed instanceof Error)) return made;
  }
}

function attrsOf(stats: Stats) {
  return {
    mode: stats.mode,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    atime: Math.floor(stats.atimeMs / 1000),
    mtime: Math.floor(stats.mtimeMs / 1000),
  };
}

function statusOf(error: unknown): number {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE;
  if (code === 'EACCES' || code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
