import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { NightSystems } from './night-systems.ts';

const DATA = join(import.meta.dirname, '../../resources/examples/night-shift/data');
const ZONE = 'Europe/Berlin';
/** The file of tonight has time to come, and the one that never comes is missed while somebody still looks. */
const DUE_IN_MINUTES = 3;

const WORDS: Readonly<Record<string, string>> = {
  empty: 'a file with nothing in it',
  half: 'a file that was cut off in the middle',
  bad: 'a file in which no salary is a number',
  again: 'the file of the night before once more, under a new name',
};

/** The nights that can be tried by hand, each with its file; their names carry one day after another, beginning with yesterday's as HR's export does. */
export class Nights {
  readonly due: string;
  readonly help = Object.entries(WORDS)
    .map(([word, what]) => `  ${word.padEnd(6)} ${what}`)
    .join('\n');
  readonly #systems: NightSystems;
  readonly #now: DateTime;
  #count = 0;
  #last = '';

  constructor(systems: NightSystems, now: number) {
    this.#systems = systems;
    this.#now = DateTime.fromMillis(now, { zone: ZONE });
    const soon = this.#now.plus({ minutes: DUE_IN_MINUTES });
    this.due = soon.hasSame(this.#now, 'day') ? soon.toFormat('HH:mm') : '23:59';
  }

  /** The flow as it is, but its file is due every day, in a moment, and so is one that nobody sends. */
  expecting(document: string): string {
    const flow = JSON.parse(document) as { expects: { weekdays: number[]; due: string }[] };
    const today = { weekdays: [1, 2, 3, 4, 5, 6, 7], due: this.due };
    const expects = flow.expects.map((one) => ({ ...one, ...today }));
    const bonuses = { id: 'bonuses', name: 'Bonuses of the month', connection: 'night-files', path: 'outbox/bonuses_{date:yyyyMMdd}.csv', ...today };
    return JSON.stringify({ ...flow, expects: [...expects, bonuses] });
  }

  /** Lays the file of a night on the server; says what was done. */
  lay(word: string): string {
    const whole = readFileSync(join(DATA, this.#count === 0 ? 'employees_20261120.csv' : 'employees_20261121.csv'), 'utf8');
    const content = contentOf(word, whole, this.#last);
    if (content === null) return `There is no night called ${word}. Press Enter, or type one of ${Object.keys(WORDS).join(', ')}.`;
    const name = `employees_${this.#now.plus({ days: this.#count - 1 }).toFormat('yyyyMMdd')}.csv`;
    this.#systems.lay(name, content);
    this.#count++;
    this.#last = content;
    return `${name} lies on the SFTP server: ${WORDS[word] ?? 'as HR sends it'}. The flow notices it by itself.`;
  }
}

function contentOf(word: string, whole: string, last: string): string | null {
  switch (word) {
    case '':
    case 'next':
      return whole;
    case 'empty':
      return '';
    case 'half':
      return whole.slice(0, whole.length / 2);
    case 'bad':
      return whole.replace(/;[\d.]+;(?=[^;]*$)/gm, ';n/a;');
    case 'again':
      return last;
    default:
      return null;
  }
}
