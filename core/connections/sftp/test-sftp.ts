import type { FileEntry, Stats } from 'ssh2';
import { countOf } from '../../base/amounts.ts';
import type { ConnectContext, Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import { failedPart, reachedParts } from '../../wire/reach.ts';
import { RemoteRoot } from './remote-path.ts';
import { askedOf, SftpSession } from './session.ts';
import { type Asked, fileFailure } from './sftp-errors.ts';
import type { SftpConfig } from './spec.ts';

/** Servers give the names in a folder in pages of about so many. */
const FIRST_PAGE = 100;

/** Looks at name, port, host key, sign-in, folder and rights, one after another; nothing is written, and nothing secret is sent to a host that was not accepted. */
export async function* testSftp(config: SftpConfig, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart> {
  const asked = askedOf(config, context);
  let session: SftpSession | null = null;
  for await (const part of reachedParts(asked, '', config.timeoutMs, context)) {
    yield part;
    if (!part.ok) return;
  }
  let part = 'identity';
  const good = (message: string): TestedPart => ({ part, ok: true, message });
  try {
    const shown = await identityOf(config, context);
    if (shown !== config.hostKey.trim()) {
      yield strange(asked, shown, config.hostKey.trim());
      return;
    }
    yield good(`${asked.host} is the one that was accepted.`);
    part = 'sign-in';
    session = await SftpSession.open(config, secrets, context);
    yield good(`${asked.user} is let in.`);
    part = 'folder';
    const root = await RemoteRoot.find(session, config.folder.trim(), asked);
    yield good(`The folder is ${root.path}.`);
    part = 'rights';
    yield good(await rightsIn(session, root.path, asked));
  } catch (error) {
    context.signal.throwIfAborted();
    yield failedPart(part, error, part === 'identity' ? asked : undefined);
  } finally {
    session?.close();
  }
}

function strange(asked: Asked, shown: string, accepted: string): TestedPart {
  const accept = { field: 'hostKey', value: shown };
  if (accepted === '')
    return {
      part: 'identity',
      ok: false,
      message: `${asked.host} is not known yet. Its fingerprint is ${shown}.`,
      hint: 'Compare it with what whoever runs the server says. If it is the same, accept it and test again.',
      accept,
    };
  return {
    part: 'identity',
    ok: false,
    message: `${asked.host} shows another key than the one that was accepted: ${shown} instead of ${accepted}.`,
    hint: 'Somebody may be in between, or the server was set up again. Accept it only when whoever runs the server says that the new one is right.',
    accept,
  };
}

/** What the host shows. The handshake ends there: nobody signs in. */
async function identityOf(config: SftpConfig, context: ConnectContext): Promise<string> {
  let shown = '';
  const enough = new Error('seen');
  try {
    const session = await SftpSession.connect({ ...config, signIn: 'password' }, { password: '-' }, context, (fingerprint) => {
      shown = fingerprint;
      throw enough;
    });
    session.close();
  } catch (error) {
    if (error !== enough) throw error;
  }
  return shown;
}

async function rightsIn(session: SftpSession, folder: string, asked: Asked): Promise<string> {
  try {
    const handle = await session.ask<Buffer>((sftp, done) => sftp.opendir(folder, done));
    const first = await session.ask<FileEntry[]>((sftp, done) =>
      sftp.readdir(handle, (error, list) => ((error as { code?: number } | undefined)?.code === 1 ? done(null, []) : done(error, list as FileEntry[]))),
    );
    session.ask((sftp, done) => sftp.close(handle, done)).catch(() => undefined);
    const { mode } = await session.ask<Stats>((sftp, done) => sftp.stat(folder, done));
    const names = first.filter(({ filename }) => filename !== '.' && filename !== '..').length;
    const sees =
      names === 0
        ? 'The folder can be read; it is empty.'
        : `The folder can be read; it holds ${countOf(names, 'entry', 'entries')}${names < FIRST_PAGE ? '' : ' or more'}.`;
    if ((mode & 0o222) === 0) return `${sees} Nobody may write there.`;
    if (mode & 0o002) return `${sees} Everybody may write there; nothing was written to find out more.`;
    if (mode & 0o020) return `${sees} Its owner and group may write there; nothing was written to find out more.`;
    return `${sees} Its owner may write there; nothing was written to find out more.`;
  } catch (error) {
    throw fileFailure(error, asked, folder, 'read');
  }
}
