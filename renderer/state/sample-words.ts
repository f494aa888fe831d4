import type { SampleChoice } from '../../core/api/preview-models.ts';
import { t } from '../i18n/i18n.ts';

/** What stands behind the number of records of a preview: how they were chosen. Empty for the first ones. */
export function sampleWords(choice: SampleChoice | undefined): string {
  switch (choice?.kind) {
    case 'random':
      return t('picked at random');
    case 'where':
      return t('where {{formula}}', { formula: choice.formula.trim().replace(/\s+/g, ' ') });
    case 'typed':
      return t('made of what was typed in');
    case 'file':
      return t('from {{file}}', { file: fileName(choice.path) });
    default:
      return '';
  }
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
