import {
  Icon123,
  IconAbc,
  IconAsterisk,
  IconBraces,
  IconCalendar,
  IconCalendarTime,
  IconClock,
  IconDecimal,
  IconHash,
  IconList,
  IconToggleLeft,
} from '@tabler/icons-react';
import type { FieldType } from '../../core/base/field.ts';
import { text, told } from '../i18n/i18n.ts';

const ICONS: Readonly<Record<FieldType, typeof IconAbc>> = {
  text: IconAbc,
  integer: Icon123,
  number: IconHash,
  decimal: IconDecimal,
  boolean: IconToggleLeft,
  date: IconCalendar,
  datetime: IconCalendarTime,
  time: IconClock,
  list: IconList,
  object: IconBraces,
  any: IconAsterisk,
};

/** Names of the types as an analyst says them, drawn by `told`. */
export const TYPE_LABELS: Readonly<Record<FieldType, string>> = {
  text: text('text'),
  integer: text('whole number'),
  number: text('number'),
  decimal: text('decimal'),
  boolean: text('yes or no'),
  date: text('date'),
  datetime: text('date and time'),
  time: text('time'),
  list: text('list'),
  object: text('object'),
  any: text('mixed'),
};

/** The picture of a field's type; the name is in the title for those who do not know the picture. */
export function FieldTypeIcon({ type, size = 14 }: { type: FieldType; size?: number }) {
  const Icon = ICONS[type];
  return <Icon size={size} stroke={1.75} role="img" aria-label={told(TYPE_LABELS[type])} style={{ flex: 'none', color: 'var(--text-3)' }} />;
}
