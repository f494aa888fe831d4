import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import type { GridColumn, GridContent } from '../data-grid/grid-column.ts';
import type { Comparison } from './compare.ts';
import type { MoreRecords } from './data-provider.ts';

const RECORDS = {
  word: text('Record'),
  sentence: text(
    'Which record of its source it is, counted from 1. In a file that is not the line: the heading and line breaks in values count there too. Where the line is known, it is shown when you point at a number.',
  ),
};

interface ContentOptions {
  comparison?: Comparison | undefined;
  /** Shows only these records of the sample, in this order; null stands for an empty line. */
  rows?: readonly (number | null)[] | undefined;
  /** Fields to mark as dropped. */
  dropped?: ReadonlySet<string> | undefined;
  /** Where a record stands in its file, in words. */
  placeOf?: ((origin: RecordOrigin) => string | null) | undefined;
  /** Where values are kept in full. */
  more?: MoreRecords | undefined;
}

/** Samples cut values to this many characters, the last of them an ellipsis. */
const CUT_AT = 2_000;

/** Whether a value was cut for the sample. */
export function isCut(value: Value | undefined): boolean {
  return typeof value === 'string' && value.length >= CUT_AT - 1 && value.length <= CUT_AT && value.endsWith('…');
}

/** A sample as a grid shows it: reasons first where there are any, profiles in the header, marks against what it is compared with. */
export function contentOfSample(sample: Sample, { comparison, rows, dropped, placeOf, more }: ContentOptions = {}): GridContent {
  const profiles = new Map(sample.profile.map((profile) => [profile.name, profile]));
  const { reasons } = sample;
  const why: GridColumn[] = reasons ? [{ name: t('Why'), type: 'text', prose: true }] : [];
  const shift = why.length;
  const columns = sample.fields.map((field, i): GridColumn => {
    const profile = profiles.get(field.name);
    const mark = dropped?.has(field.name) ? 'dropped' : comparison?.columnMark(i);
    const was = comparison?.renamedFrom(i);
    return { name: field.name, type: field.type, ...(was === undefined ? {} : { was }), ...(profile ? { profile } : {}), ...(mark ? { mark } : {}) };
  });
  const at = (row: number): number | null => (rows ? (rows[row] ?? null) : row);
  return {
    columns: [...why, ...columns],
    rowsAre: { word: told(RECORDS.word), sentence: told(RECORDS.sentence) },
    rowCount: rows ? rows.length : sample.rows.length,
    cell: (row, column): Value | undefined => {
      const from = at(row);
      if (from === null) return undefined;
      return column < shift ? sentence(reasons?.[from]) : sample.rows[from]?.[column - shift];
    },
    ...(more && sample.cut
      ? {
          full: (row: number, column: number) => {
            const from = at(row);
            const [field, origin] = [sample.fields[column - shift], from === null ? undefined : sample.origins[from]];
            const shown = from === null ? undefined : sample.rows[from]?.[column - shift];
            if (from === null || !field || !origin || shown === undefined || !isCut(shown)) return null;
            return () => more.value(field.name, from < sample.first ? from : null, origin, shown);
          },
        }
      : {}),
    ...(placeOf
      ? {
          rowPlace: (row: number) => {
            const origin = sample.origins[at(row) ?? -1];
            return origin ? placeOf(origin) : null;
          },
        }
      : {}),
    rowLabel: (row) => {
      const from = at(row);
      const ordinal = from === null ? undefined : sample.origins[from]?.ordinal;
      return ordinal === undefined ? '–' : String(ordinal + 1);
    },
    ...(comparison
      ? {
          cellMark: (row: number, column: number) => {
            const from = at(row);
            return from === null || column < shift ? undefined : comparison.cellMark(from, column - shift);
          },
        }
      : {}),
  };
}

function sentence(reason: NonNullable<Sample['reasons']>[number] | undefined): string {
  if (!reason) return '';
  return reason.hint ? `${told(reason.message)} ${told(reason.hint)}` : told(reason.message);
}
