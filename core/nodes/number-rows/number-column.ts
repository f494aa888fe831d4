import { UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { reorder, withColumns } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { isText, type NumberRowsConfig } from './spec.ts';

/** Adds the numbers, one for each position, as the field of the settings. Throws the UserError `number-too-large` beyond what is exact. */
export function numberWriter(config: NumberRowsConfig): (batch: Batch, numbers: Float64Array) => Batch {
  const { name, place } = config;
  const columnOf = isText(config) ? textsOf(config) : plainNumbers;
  return (batch, numbers) => {
    for (const number of numbers) if (!Number.isSafeInteger(number)) throw tooLarge(number);
    const added = withColumns(batch, [{ name, column: columnOf(batch, numbers) }]);
    return place === 'first' ? reorder(added, [name]) : added;
  };
}

function plainNumbers({ rows, selection }: Batch, numbers: Float64Array): Column {
  const values = new Float64Array(rows);
  for (let position = 0; position < numbers.length; position++) values[selection[position] as number] = numbers[position] as number;
  return { kind: 'float64', type: 'integer', values, nulls: null, source: null };
}

function textsOf({ width, prefix, suffix }: NumberRowsConfig): (batch: Batch, numbers: Float64Array) => Column {
  return ({ rows, selection }, numbers) => {
    const texts = new Array<string>(rows).fill('');
    for (let position = 0; position < numbers.length; position++) {
      const number = numbers[position] as number;
      const digits = String(Math.abs(number)).padStart(width, '0');
      texts[selection[position] as number] = `${prefix}${number < 0 ? '-' : ''}${digits}${suffix}`;
    }
    return textColumn(texts, 'text');
  };
}

function tooLarge(number: number): UserError {
  return new UserError('number-too-large', `The number ${number} is too large to be counted exactly.`, {
    hint: 'Begin with a smaller number, or take a smaller step.',
  });
}
