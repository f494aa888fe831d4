import type { FormField, FormSection } from '../../core/catalog/form.ts';
import { t, text, told } from '../i18n/i18n.ts';
import { sameJson } from '../state/same-json.ts';
import { amountWords, DURATION_UNITS, SIZE_UNITS } from './amount/amount-units.ts';
import { settingAt } from './config-path.ts';
import { DELIMITERS } from './delimiter/delimiters.ts';
import { ENCODINGS } from './encoding/encodings.ts';

type Settings = Readonly<Record<string, unknown>>;

/** Whether a setting is another than its kind begins with. */
export function isChanged(field: FormField, config: Settings, defaults: Settings): boolean {
  return !sameJson(settingAt(config, field.field), settingAt(defaults, field.field));
}

/** Whether a setting can go back to what its kind begins with. Parts of an entry begin as the person adds it; what they were is no default of the step. */
export function canGoBack(field: FormField, value: unknown, config: Settings, defaults: Settings): boolean {
  const isOwn = settingAt(defaults, field.field) !== undefined && !/\.\d+\./.test(field.field);
  return isOwn && value !== undefined && isChanged(field, config, defaults);
}

/** Whether a setting is shown under these settings; one that depends on a setting of the form (`all`) which is not shown itself is not either. */
export function isShown(field: FormField, config: Settings, all: readonly FormField[] = []): boolean {
  const { visibleWhen } = field;
  if (!visibleWhen) return true;
  if (!visibleWhen.is.includes(settingAt(config, visibleWhen.field) as string | boolean)) return false;
  const others = all.filter((one) => one !== field);
  const above = others.filter((one) => one.field === visibleWhen.field);
  return above.length === 0 || above.some((one) => isShown(one, config, others));
}

/** The shown settings of a section that are another than what the kind begins with. */
export function changedIn(section: FormSection, config: Settings, defaults: Settings, all: readonly FormField[] = []): FormField[] {
  return section.fields.filter((field) => isShown(field, config, all) && isChanged(field, config, defaults));
}

/** A default in words: "Detect", "On", "100 records". Null where a setting begins empty, so that there is nothing to tell. */
export function defaultWords(field: FormField, value: unknown): string | null {
  if (value === null || value === undefined || value === '' || typeof value === 'object') return null;
  if (typeof value === 'boolean') return value ? t('On') : t('Off');
  if (typeof value === 'number' && field.widget === 'duration') return amountWords(value, DURATION_UNITS);
  if (typeof value === 'number' && field.widget === 'size') return amountWords(value, SIZE_UNITS);
  if (typeof value === 'number') return field.unit === undefined ? String(value) : `${value} ${field.unit}`;
  const named =
    field.options ?? (field.widget === 'encoding' ? ENCODINGS : field.widget === 'delimiter' ? [{ value: 'auto', label: text('Detect') }, ...DELIMITERS] : []);
  const label = named.find((one) => one.value === value)?.label;
  return label === undefined ? String(value) : told(label);
}
