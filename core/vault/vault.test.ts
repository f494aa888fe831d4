import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { KeyKeeper } from './key-keeper.ts';
import { makeIdentity, recipientOf } from './sealing.ts';
import { Vault, type VaultOptions, type VaultRecord } from './vault.ts';

const PLACE = { connectionId: 'c', environment: 'production', name: 'password', hosts: ['db.example:5432'] };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'swivel-vault-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A vault of a workspace that remembers in `remembered`. */
function vaultOf(options: Partial<VaultOptions> = {}, remembered: { record: VaultRecord | null } = { record: null }) {
  const memory = { read: () => remembered.record, write: (record: VaultRecord | null) => (remembered.record = record) };
  return { vault: new Vault({ file: null, memory, ...options }), remembered };
}

/** A keychain that turns bytes round, and can be locked. */
function keychain(): KeyKeeper & { locked: boolean; unusable: string | null; machine: number } {
  return {
    title: 'the keychain of the test',
    locked: false,
    unusable: null,
    machine: 1,
    async trouble() {
      return this.unusable;
    },
    async wrap(text) {
      return Buffer.from(text).map((byte) => byte ^ this.machine);
    },
    async unwrap(wrapped) {
      if (this.locked) throw new Error('locked');
      return Buffer.from(wrapped.map((byte) => byte ^ this.machine)).toString();
    },
  };
}

test('with the first secret a key is made in the file, for this user only; another program of the same user opens it', async () => {
  const file = join(folder(), 'settings', 'vault-key.txt');
  const { vault, remembered } = vaultOf({ file });
  expect(await vault.look()).toMatchObject({ state: 'empty', keptBy: 'file' });
  const { sealed } = await vault.seal(PLACE, 'pässword');
  expect(existsSync(file) && (statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(JSON.stringify(remembered)).not.toContain('AGE-SECRET-KEY');
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('password');
  expect(await vaultOf({ file }, remembered).vault.open(PLACE, sealed)).toBe('pässword');
  expect(await vaultOf({ file }, remembered).vault.look()).toMatchObject({ state: 'open', keptBy: 'file', trouble: null });
});

test('two secrets at once make one key, and so do two programs', async () => {
  const file = join(folder(), 'key');
  const { vault, remembered } = vaultOf({ file });
  const [one, two] = await Promise.all([vault.seal(PLACE, 'a'), vault.seal(PLACE, 'b')]);
  expect(one.recipient).toBe(two.recipient);
  const other = await vaultOf({ file }).vault.seal(PLACE, 'c');
  expect(other.recipient).toBe(one.recipient);
  expect(await vaultOf({ file }, remembered).vault.open(PLACE, other.sealed)).toBe('c');
});

test('a key that others can read is refused with the way out, and used again once it is mended', async () => {
  const file = join(folder(), 'key');
  const { vault, remembered } = vaultOf({ file });
  const { sealed } = await vault.seal(PLACE, 'secret');
  chmodSync(file, 0o640);
  const later = vaultOf({ file }, remembered).vault;
  expect(later.knownTrouble).toBeNull();
  await expect(later.open(PLACE, sealed)).rejects.toMatchObject({ code: 'vault-key-exposed', hint: expect.stringContaining('chmod 600') });
  expect(later.knownTrouble?.code).toBe('vault-key-exposed');
  chmodSync(file, 0o600);
  expect(await later.open(PLACE, sealed)).toBe('secret');
  expect(later.knownTrouble).toBeNull();
});

test('a secret opens only in the place it was sealed for', async () => {
  const { vault } = vaultOf({ file: join(folder(), 'key') });
  const { sealed } = await vault.seal(PLACE, 'secret');
  for (const other of [{ connectionId: 'd' }, { environment: 'test' }, { name: 'token' }, { hosts: ['evil.example:5432'] }, { hosts: [] }])
    await expect(vault.open({ ...PLACE, ...other }, sealed)).rejects.toMatchObject({ code: 'secret-damaged' });
  const changed = sealed.slice();
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  await expect(vault.open(PLACE, changed)).rejects.toMatchObject({ code: 'secret-damaged' });
});

test('the keychain comes before the environment, the environment before the file; sealing needs no key', async () => {
  const keeper = keychain();
  const file = join(folder(), 'key');
  const key = await makeIdentity();
  expect((await vaultOf({ keeper, key, file }).vault.look()).keptBy).toBe('keychain');
  keeper.unusable = 'No keyring.';
  expect((await vaultOf({ keeper, key, file }).vault.look()).keptBy).toBe('environment');
  const inEnvironment = vaultOf({ keeper, key, file });
  const { recipient } = await inEnvironment.vault.seal(PLACE, 'secret');
  expect([recipient, existsSync(file)]).toEqual([await recipientOf(key), false]);
  const keyless = vaultOf({ file: null }, inEnvironment.remembered).vault;
  const { sealed } = await keyless.seal(PLACE, 'written without a key');
  await expect(keyless.open(PLACE, sealed)).rejects.toMatchObject({ code: 'vault-key-missing' });
  expect(await inEnvironment.vault.open(PLACE, sealed)).toBe('written without a key');
});

test('a keychain that is locked says so, and gives the key once it is open; of another machine it never does', async () => {
  const keeper = keychain();
  const { vault, remembered } = vaultOf({ keeper });
  const { sealed } = await vault.seal(PLACE, 'secret');
  expect(JSON.stringify(remembered)).not.toContain('AGE-SECRET-KEY');
  keeper.locked = true;
  const later = vaultOf({ keeper }, remembered).vault;
  expect(await later.look()).toMatchObject({ state: 'locked', keptBy: 'keychain', trouble: { code: 'vault-keychain-closed' } });
  keeper.locked = false;
  expect(await later.look()).toMatchObject({ state: 'open' });
  expect(await later.open(PLACE, sealed)).toBe('secret');
  const elsewhere = keychain();
  elsewhere.machine = 2;
  expect(await vaultOf({ keeper: elsewhere }, remembered).vault.look()).toMatchObject({ state: 'locked' });
  expect(await vaultOf({}, remembered).vault.look()).toMatchObject({ state: 'locked', trouble: { code: 'vault-key-missing' } });
});

test('another key than the one that sealed is no key: said, and given up only when it is asked for', async () => {
  const [file, other] = [join(folder(), 'key'), join(folder(), 'key')];
  const { vault, remembered } = vaultOf({ file });
  const { sealed } = await vault.seal(PLACE, 'secret');
  await vaultOf({ file: other }).vault.seal(PLACE, 'of another workspace');
  const moved = vaultOf({ file: other }, remembered).vault;
  await expect(moved.open(PLACE, sealed)).rejects.toMatchObject({ code: 'vault-key-other' });
  await expect(vault.startAnew()).rejects.toMatchObject({ code: 'vault-open' });
  await moved.startAnew();
  expect((await moved.look()).state).toBe('empty');
  const again = await moved.seal(PLACE, 'given again');
  expect(await moved.open(PLACE, again.sealed)).toBe('given again');
});

test('what is no key is told without its text', async () => {
  const file = join(folder(), 'key');
  writeFileSync(file, '# nothing\n', { mode: 0o600 });
  const { vault } = vaultOf({ file });
  await expect(vault.seal(PLACE, 'x')).rejects.toMatchObject({ code: 'vault-key-wrong' });
  const wrong = vaultOf({ key: 'AGE-SECRET-KEY-1NOTREALLY' }).vault.seal(PLACE, 'x');
  await expect(wrong).rejects.toMatchObject({ code: 'vault-key-wrong' });
  await wrong.catch((error: Error) => expect(`${error.message} ${error.stack}`).not.toContain('NOTREALLY'));
  expect(readFileSync(file, 'utf8')).toBe('# nothing\n');
});

test('a key in a keychain is put into a file as well, and is found there by who cannot ask the keychain', async () => {
  const file = join(folder(), 'settings', 'vault-key.txt');
  const { vault, remembered } = vaultOf({ keeper: keychain(), file });
  await expect(vault.keepInFile()).rejects.toMatchObject({ code: 'vault-empty' });
  const { sealed } = await vault.seal(PLACE, 'secret');
  const headless = () => vaultOf({ file: join(folder(), 'of-the-command-line.txt') }, remembered).vault;
  expect((await headless().look()).trouble).toMatchObject({
    code: 'vault-key-missing',
    message: expect.stringContaining('kept in a keychain'),
    hint: expect.stringContaining('Also keep the key in a file'),
  });
  await expect(headless().keepInFile()).rejects.toMatchObject({ code: 'vault-key-missing' });
  expect(existsSync(file), 'not before somebody asked for it').toBe(false);
  expect(await vault.keepInFile()).toBe(file);
  expect(await vault.keepInFile(), 'a second time changes nothing').toBe(file);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(await vault.look()).toMatchObject({ state: 'open', keptBy: 'keychain', alsoIn: file });
  expect(await headless().look()).toMatchObject({ state: 'open', keptBy: 'file' });
  expect(await headless().open(PLACE, sealed)).toBe('secret');
  expect(JSON.stringify(remembered)).not.toContain('AGE-SECRET-KEY');
  rmSync(file);
  expect((await headless().look()).trouble, 'the file is gone: the way out is told again').toMatchObject({ hint: expect.stringContaining('Also keep') });
});

test('a file that holds the key of another workspace is left as it is', async () => {
  const file = join(folder(), 'key');
  await vaultOf({ file }).vault.seal(PLACE, 'of another');
  const before = readFileSync(file, 'utf8');
  const { vault } = vaultOf({ keeper: keychain(), file });
  await vault.seal(PLACE, 'secret');
  await expect(vault.keepInFile()).rejects.toMatchObject({ code: 'vault-key-file-taken', hint: expect.stringContaining('SWIVEL_VAULT_KEY_FILE') });
  expect([readFileSync(file, 'utf8'), (await vault.look()).alsoIn]).toEqual([before, undefined]);
});

if (process.platform !== 'win32')
  test('a key file that can not even be looked at is told as such', async () => {
    const file = join(folder(), 'key');
    symlinkSync(file, file);
    const record: VaultRecord = { recipient: await recipientOf(await makeIdentity()), keptBy: 'file' };
    const { vault } = vaultOf({ file }, { record });
    expect(await vault.look()).toMatchObject({ state: 'locked', trouble: { code: 'vault-key-unreadable' } });
  });
