import { UserError } from '../../base/errors.ts';
import type { HttpRequest } from '../../catalog/families/http-service.ts';

/** Where the paths of a connection start, and what is secret about it. */
export class Base {
  readonly url: URL;
  /** The secret part of a secret address: path and query. */
  readonly #secret: string;
  readonly #name: string;

  /** The UserError `connection-unset` for an address that is none. */
  constructor(address: string, secretPart: string, name: string) {
    this.#name = name;
    this.url = parsed(address, name);
    this.#secret = secretPart;
    if (secretPart !== '' && parsed(joined(this.url, secretPart), name).origin !== this.url.origin) throw this.#elsewhere(this.url.host);
  }

  /** The address a request goes to: a path behind the base, or a whole address on the same host. `secret` asks for what signs in, too. */
  resolve({ url, query }: Pick<HttpRequest, 'url' | 'query'>, secret: boolean): URL {
    const path = url.trim();
    const name = this.#name;
    if (this.#secret !== '' && path !== '' && !/^\?/.test(path))
      throw new UserError('request-wrong', `"${name}": A secret address stands for itself; no path can be put behind it.`, {
        hint: 'Clear the path in the settings of the step.',
      });
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//');
    const start = this.#secret === '' ? this.url.href : joined(this.url, secret ? this.#secret : '/•••');
    const made = whole ? parsed(path, this.#name) : parsed(joined(new URL(start), path), this.#name);
    if (made.host !== this.url.host) throw this.#elsewhere(made.host);
    if (made.protocol !== this.url.protocol && made.protocol === 'http:') throw this.#elsewhere(`http://${made.host}`);
    for (const [key, value] of query ?? []) made.searchParams.append(key, value);
    made.hash = '';
    return made;
  }

  #elsewhere(other: string): UserError {
    const name = this.#name;
    const { host } = this.url;
    return new UserError('address-not-allowed', `"${name}": This connection is bound to ${host}; a request to ${other} is not sent.`, {
      hint: 'Use a connection of its own for that host.',
    });
  }
}

/** `path` put behind an address, with one slash between them; a query is put behind the query that is there. */
function joined(base: URL, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return path;
  const made = new URL(base.href);
  if (path === '') return made.href;
  const [before = '', after] = splitAt(path.replace(/#.*$/s, ''), '?');
  if (before !== '') made.pathname = `${made.pathname.replace(/\/+$/, '')}/${before.replace(/^\/+/, '')}`;
  if (after !== undefined) made.search = made.search === '' ? after : `${made.search}&${after}`;
  return made.href;
}

function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function parsed(address: string, name: string): URL {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    throw new UserError('connection-unset', `"${name}": "${address.slice(0, 200)}" is not a web address.`, {
      hint: 'It begins with https:// and the name of the host.',
    });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new UserError('connection-unset', `"${name}": An address begins with https://, not with ${url.protocol}//.`);
  if (url.username !== '' || url.password !== '')
    throw new UserError('connection-unset', `"${name}": User and password cannot stand in the address.`, {
      hint: 'Choose the way to sign in, and give them there.',
    });
  return url;
}
