import { UserError } from '../../base/errors.ts';
import type { FieldType } from '../../base/field.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import type { Emit, StepContext } from '../../engine/node-door.ts';
import { CommonLayout } from '../../spill/common-layout.ts';
import { emptyColumn, numbersOf, withNumbers } from '../../spill/side-records.ts';
import { addedFields, type JoinRowsConfig, keepsLeft, keepsRight, LEFT_ONLY_PORT, RIGHT_ONLY_PORT, RIGHT_PORT } from './spec.ts';

/** What becomes of a record of the left input. */
export const ALONE = 0;
export const JOINED = 1;
/** It has several partners, and such records are rejected. */
export const UNCLEAR = 2;
/** It has a partner, and only those without one are asked for. */
export const MATCHED = 3;
/** Of a record of the right input only: another one with its key was taken. */
export const PASSED_OVER = 4;

/** Field of kept records of the right input, under a name that no field read from outside has. */
const REPLAYED = '\u0000replayed';

/** What both ways to join have in common: the fields of what leaves, and where each record goes. */
export class JoinedOutput {
  readonly config: JoinRowsConfig;
  readonly #context: StepContext;
  readonly #leftTypes = new Map<string, FieldType>();
  readonly #arrived = { left: new ArrivedFields(), right: new ArrivedFields() };
  /** Fields of the right input, the foreseen ones first. */
  readonly #rightNames = new Set<string>();
  #added: { from: string; to: string }[] | null = null;
  /** The fields of the right input; complete when its last record has come. */
  readonly right = new CommonLayout();

  constructor(config: JoinRowsConfig, context: StepContext) {
    this.config = config;
    this.#context = context;
    for (const { name, type } of context.arriving[IN_PORT] ?? []) this.#leftTypes.set(name, type);
    for (const { name } of context.arriving[RIGHT_PORT] ?? []) this.#rightNames.add(name);
  }

  /** Takes note of records of the right input, and gives them as they are to be kept. */
  noteRight(batch: Batch): Batch {
    const kept = this.#marked(batch);
    this.right.note(kept);
    for (const name of batch.names) this.#rightNames.add(name);
    const { keys, take, fields } = this.config;
    const named = [...keys.map((pair) => pair.right), ...(take === 'chosen' && this.config.join !== 'anti' ? fields.map(({ from }) => from) : [])];
    this.#missing('right', this.#arrived.right.note(batch.names, named));
    return kept;
  }

  /** Takes note of records of the left input. Throws a UserError where a field would be written over. */
  noteLeft(batch: Batch): void {
    batch.names.forEach((name, at) => {
      if (!this.#leftTypes.has(name)) this.#leftTypes.set(name, batch.columns[at]?.type ?? 'any');
    });
    this.#missing(
      'left',
      this.#arrived.left.note(
        batch.names,
        this.config.keys.map(({ left }) => left),
      ),
    );
    const clash = this.#fieldsAdded().find(({ to }) => this.#leftTypes.has(to));
    if (clash) throw clashing(clash);
  }

  /** A sample or a few chosen records may well lack a field; a whole run may not. */
  checkArrived(side: 'left' | 'right'): void {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived[side].check();
  }

  /**
   * Records of the left input with fields of the right one. `index` gives for each physical row of `left` the row of `right`, -1 for none; without it
   * the rows stand side by side.
   */
  joined(left: Batch, right: Batch, index: Int32Array | null): Batch {
    const added = this.#fieldsAdded();
    const columns = added.map(({ from }): Column => {
      const column = right.columns[right.names.indexOf(from)];
      if (!column) return emptyColumn(left.rows);
      return index ? { kind: 'dictionary', type: column.type, index, values: column } : column;
    });
    return { ...left, names: [...left.names, ...added.map(({ to }) => to)], columns: [...left.columns, ...columns] };
  }

  /** Sends records of the left input where they go, in their order; `right` and `index` as in `joined`. `fates` are by physical row. */
  async leftEnds(left: Batch, fates: ArrayLike<number>, right: Batch, index: Int32Array | null, emit: Emit): Promise<void> {
    const keeps = keepsLeft(this.config);
    const [out, alone, matched] = [new Int32Array(left.count), new Int32Array(left.count), new Int32Array(left.count)];
    let [outs, alones, matches] = [0, 0, 0];
    for (let position = 0; position < left.count; position++) {
      const row = left.selection[position] as number;
      const fate = fates[row] as number;
      if (fate === JOINED || (fate === ALONE && keeps)) out[outs++] = row;
      else if (fate === ALONE) alone[alones++] = row;
      else if (fate === MATCHED) matched[matches++] = row;
      else this.#reject(left, row, 'left');
    }
    if (matches > 0) this.#context.filtered(left, matched, matches);
    if (outs > 0) await emit(OUT_PORT, this.#claimed(this.joined(select(left, out, outs), right, index), fates, right, index));
    await this.#alone(left, alone, alones, LEFT_ONLY_PORT, emit);
  }

  /** Sends records of the right input where they go; those that were joined have left with the left ones. `fates` are by physical row. */
  async rightEnds(right: Batch, fates: ArrayLike<number>, emit: Emit): Promise<void> {
    const rows = { alone: new Int32Array(right.count), matched: new Int32Array(right.count), passed: new Int32Array(right.count) };
    let [alone, matched, passed, joined] = [0, 0, 0, 0];
    for (let position = 0; position < right.count; position++) {
      const row = right.selection[position] as number;
      const fate = fates[row] as number;
      if (fate === ALONE) rows.alone[alone++] = row;
      else if (fate === MATCHED) rows.matched[matched++] = row;
      else if (fate === PASSED_OVER) rows.passed[passed++] = row;
      else if (fate === UNCLEAR) this.#reject(right, row, 'right');
      else joined++;
    }
    if (joined > 0) this.#context.fannedOut(-joined);
    if (matched > 0) this.#context.filtered(right, rows.matched, matched);
    if (passed > 0) this.#context.duplicates(right, rows.passed, passed);
    if (alone > 0 && keepsRight(this.config)) await emit(OUT_PORT, this.#withoutLeft(select(right, rows.alone, alone)));
    else await this.#alone(right, rows.alone, alone, RIGHT_ONLY_PORT, emit);
  }

  /** In a replay of a few records those of the right input keep with them whether they are among them. */
  #marked(batch: Batch): Batch {
    const { partners } = this.#context;
    if (!partners) return batch;
    const values = new Float64Array(batch.rows);
    for (let at = 0; at < batch.count; at++) {
      const row = batch.selection[at] as number;
      values[row] = partners.isPartner(batch, row) ? 0 : 1;
    }
    return withNumbers(batch, [{ name: REPLAYED, values }]);
  }

  /** Joined records whose right one is replayed go on, whatever their left one is. */
  #claimed(joined: Batch, fates: ArrayLike<number>, right: Batch, index: Int32Array | null): Batch {
    const { partners } = this.#context;
    if (!partners) return joined;
    const replayed = numbersOf(right, REPLAYED);
    return partners.claimed(joined, (row) => fates[row] === JOINED && replayed[index ? (index[row] as number) : row] === 1);
  }

  async #alone(batch: Batch, rows: Int32Array, count: number, port: string, emit: Emit): Promise<void> {
    if (count === 0) return;
    if (this.#context.connected(port)) await emit(port, select(batch, rows, count));
    else this.#context.filtered(batch, rows, count);
  }

  /** Records of the right input alone, with the fields of joined ones. Those of the left key have the values of the right key. */
  #withoutLeft(right: Batch): Batch {
    const left = [...new Set([...this.#leftTypes.keys(), ...this.config.keys.map((pair) => pair.left)])];
    const columns = left.map((name): Column => {
      const key = this.config.keys.find((pair) => pair.left === name);
      const column = key && right.columns[right.names.indexOf(key.right)];
      return column ?? { kind: 'values', type: this.#leftTypes.get(name) ?? 'any', values: new Array(right.rows).fill(null) };
    });
    const without = { ...createBatch(left, columns, right.rows, right.origin), selection: right.selection, count: right.count };
    return this.joined(without, right, null);
  }

  #fieldsAdded(): { from: string; to: string }[] {
    if (this.#added === null) {
      this.#added = addedFields(this.config, [...this.#leftTypes.keys()], [...this.#rightNames]);
      const names = this.#added.map(({ to }) => to);
      const twice = this.#added.find(({ to }, at) => names.indexOf(to) !== at);
      if (twice) throw clashing(twice);
    }
    return this.#added;
  }

  #missing(side: 'left' | 'right', fields: readonly string[]): void {
    for (const field of fields) {
      const message = `The field "${field}" does not arrive with all records of the ${side} input: it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
  }

  #reject(batch: Batch, row: number, side: 'left' | 'right'): void {
    const fields = this.config.keys.map((pair) => pair[side]);
    const values = fields.map((field) => textAt(batch.columns[batch.names.indexOf(field)] as Column, row));
    const key = fields.map((field, at) => `${field} "${values[at]}"`).join(' and ');
    this.#context.reject(batch, row, {
      code: 'several-matches',
      message:
        side === 'left'
          ? `Several records of the right input match ${key}.`
          : `Another record of the right input has ${key} too, and one of the left input matches.`,
      hint: `Make the key unique in the input "${RIGHT_PORT}", or take the first, the last or all of them.`,
      ...(fields[0] === undefined ? {} : { field: fields[0] }),
      value: values.join(', '),
    });
  }
}

function clashing({ from, to }: { from: string; to: string }): UserError {
  return new UserError('field-clash', `The field "${from}" of the right input would leave as "${to}", and there is another field of that name.`, {
    place: { field: to },
    hint: 'Choose the fields to add and give them names that the left input does not have.',
  });
}
