import { SwivelError, UserError } from '../base/errors.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import type { KeyKeeper } from './key-keeper.ts';
import { makeIdentity, recipientOf, type SecretPlace, seal, unseal } from './sealing.ts';

/** Where the key can be. */
export type KeptBy = 'keychain' | 'environment' | 'file';

/**
 * What is remembered of the key beside the secrets: never the key itself. `wrapped` is base64 of what only the keychain can turn back; `alsoIn` is a file that a
 * person had it put into as well.
 */
export interface VaultRecord {
  recipient: string;
  keptBy: KeptBy;
  wrapped?: string;
  alsoIn?: string;
}

/** What a vault is made of. */
export interface VaultOptions {
  /** The keychain of the shell, where there is one. */
  readonly keeper?: KeyKeeper | undefined;
  /** The key as `SWIVEL_VAULT_KEY` gives it. */
  readonly key?: string | undefined;
  /** The key file; null where none is to be used. */
  readonly file: string | null;
  readonly memory: { read(): VaultRecord | null; write(record: VaultRecord | null): void };
}

/** How it stands with the key. */
export interface VaultLook {
  readonly state: 'empty' | 'open' | 'locked';
  readonly keptBy: KeptBy;
  readonly recipient: string | null;
  readonly trouble: SwivelError | null;
  /** The file it was put into as well, where one was. */
  readonly alsoIn?: string;
}

interface Held {
  identity: string;
  recipient: string;
  keptBy: KeptBy;
}

/**
 * Seals secrets for the key of the workspace, and opens them while the key is at hand. The key is looked for in the keychain, then in the environment, then in
 * the key file, and held in memory from the first need on; one that fits no secret of this workspace is no key to it.
 */
export class Vault {
  readonly #options: VaultOptions;
  #held: Promise<Held> | null = null;
  #making: Promise<Held> | null = null;
  #trouble: SwivelError | null = null;
  #asked = false;

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** Why secrets cannot be opened, as far as it is known without asking; null also when nobody has asked yet. */
  get knownTrouble(): SwivelError | null {
    return this.#trouble;
  }

  /** Whether it is known how it stands with the key. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Asks for the key where one was made, and says how it went. */
  async look(): Promise<VaultLook> {
    const record = this.#options.memory.read();
    if (!record) {
      this.#asked = true;
      this.#trouble = null;
      return { state: 'empty', keptBy: await this.#wouldKeep(), recipient: null, trouble: null };
    }
    try {
      const held = await this.#hold(record);
      // Who has the keychain at hand is told of the keychain, and of the file beside it.
      const { alsoIn } = record;
      return { state: 'open', keptBy: held.keptBy, recipient: held.recipient, trouble: null, ...(alsoIn === undefined ? {} : { alsoIn }) };
    } catch (error) {
      if (!(error instanceof SwivelError)) throw error;
      return { state: 'locked', keptBy: record.keptBy, recipient: record.recipient, trouble: error };
    }
  }

  /** Forgets what was found, so that the next need asks again: a keychain was unlocked, a file mended. */
  again(): void {
    this.#held = null;
    this.#trouble = null;
  }

  /** Gives a lost key up: the next secret makes a new one. Throws the UserError `vault-open` while the key is at hand. */
  async startAnew(): Promise<void> {
    if ((await this.look()).state === 'open')
      throw new UserError('vault-open', 'The key to the secrets is at hand, so there is no need for a new one.', { hint: 'Look again at the connections.' });
    this.#options.memory.write(null);
    this.again();
  }

  /**
   * Puts the key into the key file as well, readable by this user only, so that programs which cannot ask the keychain (the command line, a service) use the
   * same secrets; gives the path of the file. The place it was kept in keeps it. Throws why the vault is locked, `vault-empty`, and `vault-key-file-taken` where
   * the file holds another key: nothing is ever written over.
   */
  async keepInFile(): Promise<string> {
    const { memory, file } = this.#options;
    const record = memory.read();
    if (!record)
      throw new UserError('vault-empty', 'There is no key yet: it is made with the first secret.', { hint: 'Give a connection its password first.' });
    const { identity, recipient } = await this.#hold(record);
    if (file === null) throw noKey('file');
    const there = writeKeyFile(file, identity, recipient) ? identity : readKeyFile(file);
    if (there === null || (await recipientOf(there)) !== recipient)
      throw new UserError('vault-key-file-taken', `The file ${file} holds the key of another workspace, so this one was not written there.`, {
        place: { file },
        hint: 'Name another file in SWIVEL_VAULT_KEY_FILE before Swivel is started, then try again.',
      });
    if (record.keptBy !== 'file') memory.write({ ...record, alsoIn: file });
    return file;
  }

  /** Seals a secret for its place. Makes the key when this is the first one; after that it needs no key. */
  async seal(place: SecretPlace, secret: string): Promise<{ recipient: string; sealed: Uint8Array }> {
    const recipient = this.#options.memory.read()?.recipient ?? (await this.#make()).recipient;
    return { recipient, sealed: await seal(recipient, place, secret) };
  }

  /** Opens a secret. Throws why the vault is locked, or `secret-damaged`. */
  async open(place: SecretPlace, sealed: Uint8Array): Promise<string> {
    const record = this.#options.memory.read();
    if (!record) throw noKey(null);
    return unseal((await this.#hold(record)).identity, place, sealed);
  }

  #hold(record: VaultRecord): Promise<Held> {
    if (!this.#held) {
      const held = this.#find(record);
      this.#held = held;
      held.then(
        () => {
          this.#asked = true;
          this.#trouble = null;
        },
        (error) => {
          this.#asked = true;
          this.#trouble = error instanceof SwivelError ? error : null;
          // A failure is not kept: keychains open, files are put back.
          if (this.#held === held) this.#held = null;
        },
      );
    }
    return this.#held;
  }

  /** The key that fits, from the first place that has it; else what is wrong with the place it was kept in. */
  async #find(record: VaultRecord): Promise<Held> {
    const troubles = new Map<KeptBy, SwivelError>();
    const { file } = this.#options;
    const files = [...new Set([file, record.alsoIn ?? null])].map((path) => ({ keptBy: 'file' as const, path }));
    for (const { keptBy, path } of [{ keptBy: 'keychain' as const, path: null }, { keptBy: 'environment' as const, path: null }, ...files]) {
      try {
        const identity = await this.#keyFrom(keptBy, record, path);
        if (identity === null) continue;
        const recipient = await recipientOf(identity);
        if (recipient === record.recipient) return { identity, recipient, keptBy };
        troubles.set(keptBy, otherKey());
      } catch (error) {
        if (!(error instanceof SwivelError)) throw error;
        troubles.set(keptBy, error);
      }
    }
    throw troubles.get(record.keptBy) ?? [...troubles.values()][0] ?? noKey(record.keptBy);
  }

  async #keyFrom(keptBy: KeptBy, { wrapped }: VaultRecord, file: string | null): Promise<string | null> {
    const { keeper, key } = this.#options;
    if (keptBy === 'environment') return key?.trim() || null;
    if (keptBy === 'file') return file === null ? null : readKeyFile(file);
    if (wrapped === undefined || !keeper) return null;
    try {
      return await keeper.unwrap(Buffer.from(wrapped, 'base64'));
    } catch (cause) {
      throw new UserError('vault-keychain-closed', `The key to the secrets could not be fetched from ${keeper.title}.`, {
        hint: 'Unlock it and try again. On another machine, or as another user, the secrets have to be given again.',
        cause,
      });
    }
  }

  async #wouldKeep(): Promise<KeptBy> {
    const { keeper, key } = this.#options;
    if (keeper && (await keeper.trouble()) === null) return 'keychain';
    return key?.trim() ? 'environment' : 'file';
  }

  #make(): Promise<Held> {
    this.#making ??= this.#makeKey().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #makeKey(): Promise<Held> {
    const { keeper, file, memory } = this.#options;
    const keptBy = await this.#wouldKeep();
    let identity = keptBy === 'keychain' ? null : await this.#keyFrom(keptBy, { recipient: '', keptBy }, file);
    if (identity === null) {
      const made = await makeIdentity();
      identity = keptBy === 'file' ? keepInFile(file, made, await recipientOf(made)) : made;
    }
    const held = { identity, recipient: await recipientOf(identity), keptBy };
    const wrapped = keptBy === 'keychain' && keeper ? { wrapped: Buffer.from(await keeper.wrap(identity)).toString('base64') } : {};
    memory.write({ recipient: held.recipient, keptBy, ...wrapped });
    this.#held = Promise.resolve(held);
    this.#asked = true;
    this.#trouble = null;
    return held;
  }
}

/** The key that is in the file afterwards: another program may have been first. */
function keepInFile(file: string | null, identity: string, recipient: string): string {
  if (file === null) throw noKey('file');
  return writeKeyFile(file, identity, recipient) ? identity : (readKeyFile(file) ?? identity);
}

function otherKey(): UserError {
  return new UserError('vault-key-other', 'The secrets of this workspace were sealed with another key than the one that is at hand.', {
    hint: 'Was the workspace moved here? Bring its key along (SWIVEL_VAULT_KEY or the key file), or start over and give the secrets again.',
  });
}

function noKey(keptBy: KeptBy | null): UserError {
  const was =
    keptBy === 'keychain'
      ? 'It is kept in a keychain that cannot be asked here.'
      : keptBy === 'environment'
        ? 'It was given in SWIVEL_VAULT_KEY.'
        : 'It was in a key file.';
  const hint =
    keptBy === 'keychain'
      ? 'Open the workspace in the Swivel app, as the user who made it, and choose "Also keep the key in a file" under Connections; then it is found here too. Or give the key in SWIVEL_VAULT_KEY, or name its file in SWIVEL_VAULT_KEY_FILE.'
      : 'Give it in SWIVEL_VAULT_KEY, or name its file in SWIVEL_VAULT_KEY_FILE. Or start over and give the secrets again.';
  return new UserError('vault-key-missing', `The key to the secrets of this workspace is not here. ${was}`, { hint });
}
