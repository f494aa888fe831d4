import { countOf, formatCount, formatDuration } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import type { CheckResult } from '../../base/run-facts.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { type Exact, exactOf, exactText, plus } from '../../spill/aggregate/numerals.ts';
import { type Check, type CheckRecordsConfig, OTHER_PORT } from './spec.ts';
import { FilledTally, NewestTally, SumTally, UniqueTally } from './tally.ts';

const HOUR_MS = 3_600_000;

/** What was found of one check; `sentence` says in full what does not hold. */
interface Finding {
  readonly held: boolean;
  readonly found: string;
  readonly sentence: string;
}

/** One check at work. */
interface Watch {
  readonly setting: Check;
  /** What must hold, in words. */
  readonly wanted: string;
  add?(batch: Batch): void | Promise<void>;
  addOther?(batch: Batch): void;
  /** Known before the end that it cannot hold any more. */
  lost?(): boolean;
  result(counts: { here: number; there: number }): Finding | Promise<Finding>;
  close?(): Promise<void>;
}

/** Lets all records pass, and says at the end what held. A check that stops is a UserError `check-failed`: nothing has been written by then. */
export const run = defineRun<CheckRecordsConfig>({ role: 'transform', open: (config, context) => new CheckRecords(config, context) });

class CheckRecords implements Transform {
  readonly splits = [];
  readonly #context: StepContext;
  readonly #watches: readonly Watch[];
  readonly #arrived = new ArrivedFields();
  readonly #arrivedThere = new ArrivedFields();
  readonly #named: readonly string[];
  readonly #namedThere: readonly string[];
  #hasOther = false;
  #here = 0;
  #there = 0;

  constructor({ checks }: CheckRecordsConfig, context: StepContext) {
    this.#context = context;
    const budget = context.spill.memoryBudget / Math.max(1, checks.filter(({ check }) => check === 'unique').length);
    this.#watches = checks.map((check, at) => watch(check, at, context, budget));
    this.#named = checks.flatMap(({ check, field, fields }) =>
      check === 'unique' ? fields : ['sum', 'sum-same', 'filled', 'fresh'].includes(check) ? [field] : [],
    );
    this.#namedThere = checks.flatMap(({ check, other }) => (check === 'sum-same' ? [other] : []));
  }

  async push(port: string, batch: Batch, emit: Emit): Promise<void> {
    if (batch.count === 0) return;
    if (port === OTHER_PORT) {
      this.#there += batch.count;
      this.#arrivedThere.note(batch.names, this.#namedThere);
      for (const one of this.#watches) one.addOther?.(batch);
      return;
    }
    this.#here += batch.count;
    this.#arrived.note(batch.names, this.#named);
    for (const one of this.#watches) {
      const wait = one.add?.(batch);
      if (wait instanceof Promise) await wait;
    }
    if (this.#tries) await this.#stopWhereLost();
    const wait = emit(OUT_PORT, batch);
    if (wait instanceof Promise) await wait;
  }

  async flush(port: string): Promise<void> {
    if (port === OTHER_PORT) this.#hasOther = true;
    if (port === OTHER_PORT) return;
    this.#mustCompare();
    if (!this.#tries) {
      this.#context.checked(this.#watches.map(({ setting, wanted }) => ({ wanted, held: null, found: '', outcome: setting.outcome })));
      return;
    }
    this.#arrived.check();
    this.#arrivedThere.check();
    await this.#judge(this.#watches);
  }

  async close(): Promise<void> {
    for (const one of this.#watches) await one.close?.();
  }

  /** A sample, or a few chosen records, say nothing of the whole. */
  get #tries(): boolean {
    const { mode, partial } = this.#context;
    if (partial) return false;
    return mode !== 'preview' || !(this.#context.isSample(IN_PORT) || this.#context.isSample(OTHER_PORT));
  }

  #mustCompare(): void {
    if (this.#hasOther || !this.#watches.some(({ setting: { check } }) => check === 'count-same' || check === 'sum-same')) return;
    throw new UserError('reference-missing', 'A check compares with the second input, and nothing is connected there.', {
      hint: 'Connect the records to compare with, or remove the check.',
    });
  }

  async #stopWhereLost(): Promise<void> {
    const lost = this.#watches.filter((one) => one.setting.outcome === 'stop' && one.lost?.() === true);
    if (lost.length > 0) await this.#judge(lost);
  }

  async #judge(watches: readonly Watch[]): Promise<void> {
    const results: CheckResult[] = [];
    const stops: string[] = [];
    for (const { setting, wanted, result } of watches) {
      this.#context.signal.throwIfAborted();
      const { held, found, sentence } = await result({ here: this.#here, there: this.#there });
      results.push({ wanted, held, found, outcome: setting.outcome });
      if (held) continue;
      if (setting.outcome === 'warn') this.#context.notice({ level: 'warning', code: 'check-failed', message: sentence });
      else stops.push(sentence);
    }
    this.#context.checked(results);
    const [first, ...more] = stops;
    if (first === undefined) return;
    throw new UserError('check-failed', more.length === 0 ? first : `${first} ${countOf(more.length, 'further check')} did not hold either.`, {
      hint: 'Nothing was written. Look at the data; or, if it is right, change the check.',
      ...(more.length === 0 ? {} : { details: stops.join('\n') }),
    });
  }
}

function watch(setting: Check, at: number, context: StepContext, budget: number): Watch {
  switch (setting.check) {
    case 'count': {
      const wanted = `Number of records: ${limits(setting)}`;
      const most = setting.most.trim() === '' ? Number.POSITIVE_INFINITY : Number(setting.most);
      const least = setting.least.trim() === '' ? 0 : Number(setting.least);
      let seen = 0;
      return {
        setting,
        wanted,
        add(batch) {
          seen += batch.count;
        },
        lost: () => seen > most,
        result: ({ here }) => ({
          held: here >= least && here <= most,
          found: formatCount(here),
          sentence: `${countOf(here, 'record')} arrived; wanted were ${limits(setting)}.`,
        }),
      };
    }
    case 'count-same':
      return {
        setting,
        wanted: 'As many records as at the second input',
        result: ({ here, there }) => ({
          held: here === there,
          found: `${formatCount(here)} and ${formatCount(there)}`,
          sentence: `${countOf(here, 'record')} arrived, and ${formatCount(there)} at the second input.`,
        }),
      };
    case 'sum': {
      const tally = new SumTally(setting.field);
      const [least, most] = [exactOf(setting.least), exactOf(setting.most)];
      return {
        setting,
        wanted: `Sum of "${setting.field}": ${limits(setting)}`,
        add: (batch) => tally.add(batch),
        result: () => {
          const { sum } = tally;
          const held = (least === null || compare(sum, least) >= 0) && (most === null || compare(sum, most) <= 0);
          return withNumbers(tally.notNumbers, setting.field, {
            held,
            found: exactText(sum),
            sentence: `The sum of "${setting.field}" is ${exactText(sum)}; wanted was ${limits(setting)}.`,
          });
        },
      };
    }
    case 'sum-same': {
      const [here, there] = [new SumTally(setting.field), new SumTally(setting.other)];
      const tolerance = exactOf(setting.tolerance) ?? { units: 0n, scale: 0 };
      return {
        setting,
        wanted: `Sum of "${setting.field}" as at the second input`,
        add: (batch) => here.add(batch),
        addOther: (batch) => there.add(batch),
        result: () => {
          const difference = plus(here.sum, negative(there.sum));
          const size = difference.units < 0n ? negative(difference) : difference;
          return withNumbers(here.notNumbers + there.notNumbers, setting.field, {
            held: compare(size, tolerance) <= 0,
            found: `${exactText(here.sum)} and ${exactText(there.sum)}`,
            sentence: `The sum of "${setting.field}" is ${exactText(here.sum)}, and at the second input ${exactText(there.sum)}: they differ by ${exactText(size)}.`,
          });
        },
      };
    }
    case 'unique': {
      const tally = new UniqueTally(setting.fields, setting.ignoreCase, `unique-${at}`, context, budget);
      const names = setting.fields.join(', ');
      return {
        setting,
        wanted: `No value of ${names} twice`,
        add: (batch) => tally.add(batch),
        result: async () => {
          const { values, example } = await tally.repeated();
          return {
            held: values === 0,
            found: values === 0 ? 'none' : formatCount(values),
            sentence: `${countOf(values, 'value')} of ${names} came more than once, for example "${example.slice(0, 80)}".`,
          };
        },
        close: () => tally.close(),
      };
    }
    case 'filled': {
      const tally = new FilledTally(setting.field);
      return {
        setting,
        wanted: `"${setting.field}" filled in at least ${setting.percent} %`,
        add: (batch) => tally.add(batch),
        result: ({ here }) => {
          const share = here === 0 ? 100 : (tally.filled / here) * 100;
          // Rounded down: 99.99 % must not read as 100 %.
          const shown = `${Math.floor(share * 100) / 100} %`;
          return {
            held: share >= setting.percent,
            found: shown,
            sentence: `"${setting.field}" is filled in ${shown} of the records; wanted were ${setting.percent} %.`,
          };
        },
      };
    }
    case 'fresh': {
      const tally = new NewestTally(setting.field, context.zone);
      const limit = `${setting.hours} h`;
      return {
        setting,
        wanted: `Newest "${setting.field}" at most ${limit} old`,
        add: (batch) => tally.add(batch),
        result: () => {
          const { newest, text } = tally;
          if (newest === null)
            return { held: false, found: 'no date', sentence: `No record has a date or time in "${setting.field}", so nobody can say how fresh the data is.` };
          const age = Math.max(0, context.startedAt - newest);
          return {
            held: age <= setting.hours * HOUR_MS,
            found: text,
            sentence: `The newest "${setting.field}" is ${text}, ${formatDuration(age)} before the run; wanted was at most ${limit}.`,
          };
        },
      };
    }
  }
}

/** Limits in signs that read the same in every language. */
const limits = ({ least, most }: Check) =>
  most.trim() === '' ? `≥ ${least.trim()}` : least.trim() === '' ? `≤ ${most.trim()}` : `${least.trim()} – ${most.trim()}`;

const negative = ({ units, scale }: Exact): Exact => ({ units: -units, scale });
const compare = (a: Exact, b: Exact) => Number(plus(a, negative(b)).units > 0n) - Number(plus(a, negative(b)).units < 0n);

function withNumbers(wrong: number, field: string, finding: Finding): Finding {
  if (wrong === 0) return finding;
  return {
    ...finding,
    held: false,
    sentence: `${countOf(wrong, 'value')} of "${field}" ${wrong === 1 ? 'is not a number' : 'are not numbers'}, so the sum cannot be told.`,
  };
}
