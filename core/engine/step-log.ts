import type { Notice } from './node-door.ts';
import type { EngineEvent } from './threads/messages.ts';

const MOST_LINES = 200;
const MOST_OF_A_CODE = 5;
const LONGEST_LINE = 2_000;

/** How what a step says is changed before it is kept. */
export interface StepWords {
  log(text: string): string;
  notice(text: string): string;
}

/** Nothing is changed. */
export const AS_SAID: StepWords = { log: (text) => text, notice: (text) => text };

/** What one step says: the first notices of each code and the first lines of its log; how many more there were is said at the end. */
export class StepLog {
  readonly #nodeId: string;
  readonly #tell: (event: EngineEvent) => void;
  readonly #words: StepWords;
  readonly #notices = new Map<string, number>();
  #lines = 0;

  constructor(nodeId: string, tell: (event: EngineEvent) => void, words: StepWords = AS_SAID) {
    this.#nodeId = nodeId;
    this.#words = words;
    this.#tell = tell;
  }

  notice(notice: Notice): void {
    const seen = (this.#notices.get(notice.code) ?? 0) + 1;
    this.#notices.set(notice.code, seen);
    if (seen > MOST_OF_A_CODE) return;
    const place = [notice.place?.file, notice.place?.row === undefined ? undefined : `row ${notice.place.row}`].filter((part) => part !== undefined).join(', ');
    const message = this.#words.notice(notice.message);
    this.#say(notice.level, notice.code, place === '' ? message : `${message} (${place})`);
  }

  log(text: string): void {
    if (++this.#lines <= MOST_LINES) this.#say('info', 'log', this.#words.log(text));
  }

  close(): void {
    for (const [code, seen] of this.#notices) if (seen > MOST_OF_A_CODE) this.#say('info', code, `… and ${seen - MOST_OF_A_CODE} more notices of this kind.`);
    if (this.#lines > MOST_LINES) this.#say('info', 'log', `… and ${this.#lines - MOST_LINES} more lines.`);
  }

  #say(level: 'info' | 'warning', code: string, message: string): void {
    this.#tell({ kind: 'log', nodeId: this.#nodeId, level, code, message: message.length > LONGEST_LINE ? `${message.slice(0, LONGEST_LINE)}…` : message });
  }
}
