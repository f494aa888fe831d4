import { UserError } from '../base/errors.ts';

/** What a secret belongs to: sealed with it, so that one that was moved to another place in the database is not opened there. */
export interface SecretPlace {
  readonly connectionId: string;
  readonly environment: string;
  readonly name: string;
  readonly hosts: readonly string[];
}

/** Loaded when there is something to seal or open: a run without connections never waits for it. */
const age = () => import('age-encryption');

/** A new key in age's own writing (`AGE-SECRET-KEY-1…`). */
export async function makeIdentity(): Promise<string> {
  return (await age()).generateX25519Identity();
}

/** The public half (`age1…`) of a key. Throws the UserError `vault-key-wrong` for what is no key; the sentence never holds it. */
export async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await age();
  try {
    if (!/^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(identity)) throw new Error('not-a-key');
    return await identityToRecipient(identity);
  } catch {
    throw new UserError('vault-key-wrong', 'What was given as the key to the secrets is not a key.', {
      hint: 'It is one line that starts with AGE-SECRET-KEY-1. Check whether it was copied whole.',
    });
  }
}

/** Seals a secret together with its place. Needs no key, only its public half. */
export async function seal(recipient: string, place: SecretPlace, secret: string): Promise<Uint8Array> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(JSON.stringify({ ...plain(place), secret }));
}

/** Opens a secret. Throws the UserError `secret-damaged` when it was sealed for another key or another place, or was changed. */
export async function unseal(identity: string, place: SecretPlace, sealed: Uint8Array): Promise<string> {
  const { Decrypter } = await age();
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const { secret, ...found } = JSON.parse(await decrypter.decrypt(sealed, 'text')) as SecretPlace & { secret: string };
    if (JSON.stringify(found) !== JSON.stringify(plain(place))) throw new Error('wrong-place');
    return secret;
  } catch {
    throw new UserError('secret-damaged', `The secret "${place.name}" cannot be opened: it was damaged, or does not belong here.`, {
      hint: 'Open the connection and give it again.',
    });
  }
}

function plain({ connectionId, environment, name, hosts }: SecretPlace): SecretPlace {
  return { connectionId, environment, name, hosts: [...hosts] };
}
