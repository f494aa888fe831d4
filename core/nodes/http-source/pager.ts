import { OperationalError, UserError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { pathOf, valueAtPath } from '../../formats/http/value-path.ts';
import type { HttpSourceConfig } from './spec.ts';

/** What is asked for one page: the path of the step or an address that the service gave, and what is put behind it. */
export interface PageRequest {
  readonly url: string;
  readonly query: readonly (readonly [string, string])[];
}

/** What an answer says about how to go on. */
export interface PageSeen {
  /** Where it came from. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its JSON, where it is JSON. */
  readonly json: Value | undefined;
  /** Records it held, bad ones too. */
  readonly records: number;
  /** Names what it held: the same for the same body. */
  readonly print: string;
}

/** Asks for one page after another, until there is none. A service that goes in circles, or never ends, is an error: nothing is read twice. */
export class Pager {
  readonly #config: HttpSourceConfig;
  readonly #who: string;
  readonly #base: PageRequest;
  readonly #seen = new Set<string>();
  #page: number;
  #offset = 0;
  #pages = 0;
  #print = '';

  constructor(config: HttpSourceConfig, who: string, base: PageRequest) {
    this.#config = config;
    this.#who = who;
    const { paging, sizeName, size } = config;
    this.#base = paging === 'none' || sizeName === '' ? base : { ...base, query: [...base.query, [sizeName, String(size)]] };
    this.#page = config.firstPage;
  }

  /** Pages so far. */
  get pages(): number {
    return this.#pages;
  }

  first(): PageRequest {
    this.#pages = 1;
    return this.#numbered();
  }

  /** The request for the page behind this one; null at the end. */
  next(seen: PageSeen): PageRequest | null {
    const next = this.#behind(seen);
    if (next === null) return null;
    const who = this.#who;
    if (this.#pages >= this.#config.maxPages)
      throw new UserError('too-many-pages', `${who} still has pages after ${this.#config.maxPages}.`, {
        hint: 'If there really are that many, allow more in the settings of the step.',
      });
    this.#pages++;
    return next;
  }

  #behind(seen: PageSeen): PageRequest | null {
    switch (this.#config.paging) {
      case 'none':
        return null;
      case 'page':
      case 'offset':
        if (seen.records === 0) return null;
        if (seen.print === this.#print) throw this.#circle('the same page twice');
        this.#print = seen.print;
        this.#page++;
        this.#offset += seen.records;
        return this.#numbered();
      case 'cursor': {
        const mark = this.#mark(seen);
        if (mark === '') return null;
        this.#once(mark);
        return { url: this.#base.url, query: [...this.#base.query, [this.#config.cursorName, mark]] };
      }
      case 'link':
        return this.#follow(nextLink(seen.headers['link'] ?? ''), seen);
      case 'next':
        return this.#follow(textAt(seen.json, this.#config.nextPath), seen);
    }
  }

  #numbered(): PageRequest {
    const { paging, pageName, offsetName } = this.#config;
    if (paging === 'page') return { url: this.#base.url, query: [...this.#base.query, [pageName, String(this.#page)]] };
    if (paging === 'offset') return { url: this.#base.url, query: [...this.#base.query, [offsetName, String(this.#offset)]] };
    return this.#base;
  }

  #mark({ headers, json }: PageSeen): string {
    const { cursorIn, cursorPath, cursorHeader } = this.#config;
    return cursorIn === 'header' ? (headers[cursorHeader.toLowerCase()] ?? '') : textAt(json, cursorPath);
  }

  #follow(link: string, seen: PageSeen): PageRequest | null {
    if (link === '') return null;
    const who = this.#who;
    let url: string;
    try {
      url = new URL(link, seen.url).href;
    } catch {
      throw new OperationalError('answer-not-good', `${who} names a next page whose address cannot be understood.`, { details: link.slice(0, 200) });
    }
    if (this.#seen.size === 0) this.#seen.add(seen.url);
    this.#once(url);
    return { url, query: [] };
  }

  #once(mark: string): void {
    if (this.#seen.has(mark)) throw this.#circle('a page that was read already');
    this.#seen.add(mark);
  }

  #circle(what: string): OperationalError {
    const who = this.#who;
    const pages = this.#pages;
    return new OperationalError('pages-repeat', `${who} goes in circles: after ${pages} pages it gave ${what}.`, {
      hint: 'Check how the pages are asked for: does the service know the names that the step uses?',
    });
  }
}

/** The link called next in a Link header (RFC 8288); empty where there is none. */
export function nextLink(header: string): string {
  for (const match of header.matchAll(/<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?)*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]*))/i.exec(match[2] ?? '');
    if ((rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')) return (match[1] ?? '').trim();
  }
  return '';
}

function textAt(json: Value | undefined, path: string): string {
  const found = json === undefined ? undefined : valueAtPath(json, pathOf(path));
  if (found === undefined || found === null || found === false || typeof found === 'object') return '';
  return canonicalText(found).trim();
}
