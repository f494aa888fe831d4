import type { Proposal } from '../../../core/catalog/propose-mapping.ts';
import { t, told } from '../../i18n/i18n.ts';
import { TYPE_LABELS } from '../../ui/FieldTypeIcon.tsx';
import { BAND_WORDS, reasonWords } from './band-words.ts';
import type { SourceRow, TargetRow } from './mapper-model.ts';

/** What is doubtful about a field that leaves, as a sentence; null when nothing is. */
export function doubtOf(row: TargetRow, target: string): string | null {
  if (row.name === '') return t('This field has no name.');
  if (row.absent !== null) return t('"{{field}}" does not arrive here.', { field: row.absent });
  if (row.misfit) {
    const { given, wanted } = row.misfit;
    return t('It gives {{given}}, and {{target}} takes {{wanted}}.', { given: told(TYPE_LABELS[given]), wanted: told(TYPE_LABELS[wanted]), target });
  }
  if (row.state === 'open') {
    if (row.wanted?.required) return t('Nothing fills this field, and {{target}} must have it.', { target });
    return row.wanted ? t('Nothing fills this field of {{target}} yet.', { target }) : t('Nothing fills this field yet.');
  }
  return row.unasked ? t('{{target}} does not take this field.', { target }) : null;
}

/** Where a field that leaves comes from, in words. */
export function originWords(row: TargetRow): string {
  if (row.state === 'formula') return t('formula {{formula}}', { formula: row.item?.formula ?? '' });
  if (row.state === 'open') return t('not filled');
  return t('from {{field}}', { field: row.from[0] ?? '' });
}

/** A suggestion with its band and reasons. */
export function proposalWords({ from, band, reason, values }: Proposal): string {
  const why = values === undefined || values === reason ? reasonWords(reason) : `${reasonWords(reason)}, ${reasonWords(values)}`;
  return t('Suggested: {{from}} ({{band}}: {{why}})', { from, band: told(BAND_WORDS[band]), why });
}

/** A row of the right side for a screen reader. */
export function targetLabel(row: TargetRow, proposal: Proposal | undefined, target: string): string {
  const doubt = row.state === 'open' ? null : doubtOf(row, target);
  const parts = [row.name || t('no name'), row.wanted ? told(TYPE_LABELS[row.wanted.type]) : '', row.wanted?.required ? t('required') : '', originWords(row)];
  return [...parts, proposal ? proposalWords(proposal) : '', doubt ?? ''].filter(Boolean).join(', ');
}

/** A row of the left side for a screen reader. */
export function sourceLabel({ field, goesTo, passes }: SourceRow, names: readonly string[]): string {
  const goes = goesTo.length > 0 ? t('goes to {{names}}', { names: names.join(', ') }) : passes ? t('passes as it is') : t('not used');
  return [field.name, told(TYPE_LABELS[field.type]), field.sample ?? '', goes].filter(Boolean).join(', ');
}
