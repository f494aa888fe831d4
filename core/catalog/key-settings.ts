import type { FormField, FormSection } from './form.ts';
import type { SettingProblem } from './node-spec.ts';

/** The folded-up part of a form that says when keys are the same, for kinds with the settings `ignoreCase` and `trim`. */
export const compareKeysSection: FormSection = {
  title: 'Compare',
  advanced: true,
  fields: [
    { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', help: 'MILLER and Miller are the same.' },
    { field: 'trim', widget: 'switch', label: 'Ignore blanks at the ends', help: '"A17 " and "A17" are the same.' },
  ],
};

/** What becomes of records with a value that is no number, for kinds with the setting `notNumbers`: `reject` or `ignore`. */
export const notNumbersField: FormField = {
  field: 'notNumbers',
  widget: 'choice',
  label: 'A value that is not a number',
  help: 'Where a number is needed: sums, averages, and what is compared as numbers. Empty values are skipped in any case.',
  options: [
    { value: 'reject', label: 'Rejects the record' },
    { value: 'ignore', label: 'Is skipped' },
  ],
};

/** Lines of the setting `keys` that name no field, or one that an earlier line names. */
export function keyProblems(keys: readonly string[]): SettingProblem[] {
  return keys.flatMap((key, index): SettingProblem[] => {
    const field = `keys.${index}`;
    if (key === '') return [{ code: 'missing-setting', field, message: 'A key names no field.', hint: 'Choose a field, or remove it.' }];
    if (keys.indexOf(key) === index) return [];
    return [{ code: 'wrong-setting', field, message: `The key field "${key}" is named twice.`, hint: 'Remove one of the two.' }];
  });
}
