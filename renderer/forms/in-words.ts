import type { FormSection } from '../../core/catalog/form.ts';
import { told } from '../i18n/i18n.ts';

/** Members of a form that a person reads. */
const READ: ReadonlySet<string> = new Set(['title', 'label', 'help', 'placeholder', 'unit', 'without']);

/** The sections of a kind's form with their texts in the language of the window; all else stays as it is. */
export function inWords(sections: readonly FormSection[]): readonly FormSection[] {
  return translated(sections, '') as readonly FormSection[];
}

function translated(value: unknown, key: string): unknown {
  if (typeof value === 'string') return READ.has(key) ? told(value) : value;
  if (Array.isArray(value)) return value.map((one) => translated(one, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, UNREAD.has(name) ? member : translated(member, name)]));
}

/** Members that hold settings, not words. */
const UNREAD: ReadonlySet<string> = new Set(['empty', 'visibleWhen']);
