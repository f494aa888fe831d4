import type { SnippetUser, UpdateTrial } from '../../../core/api/snippet-library-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../../ui/words.ts';

/** What a version would do at a step, in sentences. */
export function trialWords({ verdict, why, records, changed, rejectedBefore, rejectedAfter, added, gone }: UpdateTrial): string {
  if (verdict === 'untested') return t('Not tried: {{why}}', { why: why ?? '' });
  if (verdict === 'same') return t('The same result for {{count}} records of the sample.', { count: records });
  return [
    changed > 0 ? t('{{changed}} of {{count}} records come out differently.', { changed: formatCount(changed), count: records }) : '',
    rejectedAfter !== rejectedBefore
      ? t('{{after}} are rejected, {{before}} now.', { after: formatCount(rejectedAfter), before: formatCount(rejectedBefore) })
      : '',
    added.length > 0 ? t('New fields: {{fields}}.', { fields: added.join(', ') }) : '',
    gone.length > 0 ? t('Fields that go: {{fields}}.', { fields: gone.join(', ') }) : '',
    why ?? '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How a step's code stands to the library, in words. */
export function userWords({ state, version }: SnippetUser, newest: number): string {
  if (state === 'changed') return t('version {{version}}, changed in the flow', { version });
  if (state === 'unknown') return t('version {{version}}, not in this library', { version });
  return version === newest ? t('version {{version}}, the newest', { version }) : t('version {{version}}', { version });
}
