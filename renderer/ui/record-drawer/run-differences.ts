import type { ColumnProfile, Sample } from '../../../core/base/sample.ts';
import { t, told } from '../../i18n/i18n.ts';
import { TYPE_LABELS } from '../FieldTypeIcon.tsx';
import { isNumeric } from '../values.ts';
import { formatCount } from '../words.ts';

/** A share of empty values that moved by less is no news. */
const LEAST_SHIFT = 0.01;

/**
 * What differs between what passed a place in an earlier run and what passed it now, in sentences, the weightiest first: how many records, fields that came or
 * went or have another type, how many values are empty, where the values begin and end. `onlySome`: a preview was looked at, whose number of records says nothing.
 */
export function runDifferences(past: Sample, now: Sample, { onlySome, masked }: { onlySome: boolean; masked: readonly string[] }): string[] {
  return [countWords(past, now, onlySome), ...fieldWords(past, now), ...masked.map(maskedWords), ...profileWords(past, now, masked)].filter(
    (sentence) => sentence !== '',
  );
}

function countWords(past: Sample, now: Sample, onlySome: boolean): string {
  const counts = { now: formatCount(now.total), past: formatCount(past.total) };
  if (onlySome) return t('The preview took {{now}} records here, the whole run then {{past}}.', counts);
  if (now.total === past.total) return t('As many records as then: {{now}}.', counts);
  const more = formatCount(Math.abs(now.total - past.total));
  return now.total > past.total
    ? t('{{now}} records, then {{past}}: {{more}} more.', { ...counts, more })
    : t('{{now}} records, then {{past}}: {{fewer}} fewer.', { ...counts, fewer: more });
}

function fieldWords(past: Sample, now: Sample): string[] {
  const before = new Map(past.fields.map((field) => [field.name, field.type]));
  const after = new Map(now.fields.map((field) => [field.name, field.type]));
  const came = [...after.keys()].filter((name) => !before.has(name));
  const went = [...before.keys()].filter((name) => !after.has(name));
  const other = [...after].filter(([name, type]) => before.has(name) && before.get(name) !== type);
  return [
    came.length > 0 ? t('New fields: {{fields}}.', { fields: came.join(', ') }) : '',
    went.length > 0 ? t('Fields that are gone: {{fields}}.', { fields: went.join(', ') }) : '',
    ...other.map(([name, type]) =>
      t('{{field}} is {{type}} now, then {{was}}.', { field: name, type: told(TYPE_LABELS[type]), was: told(TYPE_LABELS[before.get(name) ?? type]) }),
    ),
  ];
}

function maskedWords(field: string): string {
  return t('{{field}} is not compared: it is personal, and one side is kept unreadable.', { field });
}

function profileWords(past: Sample, now: Sample, masked: readonly string[]): string[] {
  const before = new Map(past.profile.map((profile) => [profile.name, profile]));
  const types = new Map(now.fields.map((field) => [field.name, field.type]));
  const shifts = now.profile.flatMap((profile) => {
    const was = before.get(profile.name);
    if (!was || was.seen === 0 || profile.seen === 0 || masked.includes(profile.name)) return [];
    const type = types.get(profile.name) ?? 'any';
    const ends = isNumeric(type) || type.startsWith('date') ? endWords(was, profile) : '';
    return [{ shift: Math.abs(emptyShare(profile) - emptyShare(was)), empty: emptyWords(was, profile), ends }];
  });
  shifts.sort((a, b) => b.shift - a.shift);
  return [...shifts.map(({ empty }) => empty), ...shifts.map(({ ends }) => ends)];
}

function emptyShare({ seen, filled }: ColumnProfile): number {
  return 1 - filled / seen;
}

function emptyWords(was: ColumnProfile, now: ColumnProfile): string {
  const [before, after] = [emptyShare(was), emptyShare(now)];
  if (Math.abs(after - before) < LEAST_SHIFT) return '';
  return t('{{field}} is empty in {{now}} % of the records, then in {{past}} %.', { field: now.name, now: percent(after), past: percent(before) });
}

function percent(share: number): string {
  return formatCount(Math.round(share * 100));
}

function endWords(was: ColumnProfile, now: ColumnProfile): string {
  if (now.min === undefined || now.max === undefined || was.min === undefined || was.max === undefined) return '';
  if (now.min === was.min && now.max === was.max) return '';
  return t('{{field}} goes from {{min}} to {{max}}, then from {{wasMin}} to {{wasMax}}.', {
    field: now.name,
    min: now.min,
    max: now.max,
    wasMin: was.min,
    wasMax: was.max,
  });
}
