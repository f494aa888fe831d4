/** A way to write dates, times or numbers: its pattern, and what 20 November 2026, 14:05:09 or 1234.56 looks like in it. */
export interface WrittenForm {
  readonly format: string;
  readonly example: string;
}

/** Types whose texts come in several forms. */
export type FormattedType = 'date' | 'datetime' | 'time' | 'number' | 'decimal';

const forms = (...pairs: readonly (readonly [format: string, example: string])[]): WrittenForm[] => pairs.map(([format, example]) => ({ format, example }));

const NUMBERS = forms(
  ['1234.56', '1234.56'],
  ['1234,56', '1234,56'],
  ['1,234.56', '1,234.56'],
  ['1.234,56', '1.234,56'],
  ['1 234,56', '1 234,56'],
  ["1'234.56", "1'234.56"],
);

/** Usual forms by type, the one that needs no pattern first. Dates and times in luxon's tokens, numbers by example. */
export const USUAL_FORMS: Readonly<Record<FormattedType, readonly WrittenForm[]>> = {
  date: forms(
    ['yyyy-MM-dd', '2026-11-20'],
    ['dd.MM.yyyy', '20.11.2026'],
    ['d.M.yyyy', '20.11.2026'],
    ['dd/MM/yyyy', '20/11/2026'],
    ['d/M/yyyy', '20/11/2026'],
    ['MM/dd/yyyy', '11/20/2026'],
    ['M/d/yyyy', '11/20/2026'],
    ['dd-MM-yyyy', '20-11-2026'],
    ['yyyyMMdd', '20261120'],
    ['yyyy/MM/dd', '2026/11/20'],
    ['dd.MM.yy', '20.11.26'],
    ['MM/dd/yy', '11/20/26'],
    ['d MMM yyyy', '20 Nov 2026'],
    ['d-MMM-yy', '20-Nov-26'],
    ['MMM d, yyyy', 'Nov 20, 2026'],
    ['d MMMM yyyy', '20 November 2026'],
  ),
  datetime: forms(
    ["yyyy-MM-dd'T'HH:mm:ss", '2026-11-20T14:05:09'],
    ['yyyy-MM-dd HH:mm', '2026-11-20 14:05'],
    ['yyyy-MM-dd HH:mm:ss', '2026-11-20 14:05:09'],
    ['dd.MM.yyyy HH:mm', '20.11.2026 14:05'],
    ['dd.MM.yyyy HH:mm:ss', '20.11.2026 14:05:09'],
    ['dd/MM/yyyy HH:mm', '20/11/2026 14:05'],
    ['MM/dd/yyyy HH:mm', '11/20/2026 14:05'],
    ['M/d/yyyy h:mm a', '11/20/2026 2:05 PM'],
    ['yyyyMMddHHmmss', '20261120140509'],
    ["yyyyMMdd'T'HHmmss", '20261120T140509'],
  ),
  time: forms(['HH:mm:ss', '14:05:09'], ['HH:mm', '14:05'], ['H:mm', '14:05'], ['h:mm a', '2:05 PM'], ['HHmm', '1405'], ['HHmmss', '140509']),
  number: NUMBERS,
  decimal: NUMBERS,
};

/** Whether texts of a type come in several forms, so that one can be named. */
export function isFormatted(type: string | undefined): type is FormattedType {
  return type !== undefined && Object.hasOwn(USUAL_FORMS, type);
}
