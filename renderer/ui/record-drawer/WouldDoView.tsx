import type { Value } from '../../../core/base/value.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { TextWithPaths } from '../PathText.tsx';
import { sameValue, showValue } from '../values.ts';
import { formatCount } from '../words.ts';
import type { WouldDo } from './data-provider.ts';
import css from './record-drawer.module.css';

const ACTIONS = [
  { action: 'insert', word: text('add') },
  { action: 'update', word: text('change') },
  { action: 'delete', word: text('delete') },
  { action: 'unchanged', word: text('leave as they are') },
] as const;
const WORDS = { insert: text('add'), update: text('change'), delete: text('delete'), unchanged: text('no change') };

/** What a run would write at this target: how many of each, and the first of them field by field. */
export function WouldDoView({ wouldDo }: { wouldDo: WouldDo }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable with the keyboard
    <section className={css.would} aria-label={t('What would be written')} tabIndex={0}>
      <p className={css.wouldSays}>
        <TextWithPaths text={wouldDo.sentence !== undefined ? told(wouldDo.sentence) : t('A run would do this in {{target}}.', { target: wouldDo.target })} />{' '}
        {t('Nothing was written.')}
      </p>
      <dl className={css.tallies}>
        {ACTIONS.map(({ action, word }) => (
          <div key={action} data-action={action} data-none={wouldDo[action] === 0 || undefined}>
            <dd>{formatCount(wouldDo[action])}</dd>
            <dt>{told(word)}</dt>
          </div>
        ))}
      </dl>
      {wouldDo.sample.length > 0 && (
        <table className={css.changes}>
          <caption className={css.hidden}>{t('The first records and what would happen to them')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Key')}</th>
              <th scope="col">{t('Would')}</th>
              <th scope="col">{t('Fields')}</th>
            </tr>
          </thead>
          <tbody>
            {wouldDo.sample.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the sample is never reordered and keys may repeat
              <tr key={i}>
                <th scope="row">{one.key}</th>
                <td>
                  <span className={css.action} data-action={one.action}>
                    {told(WORDS[one.action])}
                  </span>
                </td>
                <td>
                  <Changes before={one.before} after={one.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type Half = Readonly<Record<string, Value>> | null;

function Changes({ before, after }: { before: Half; after: Half }) {
  const names = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])];
  const shown = before && after ? names.filter((name) => !sameValue(before[name], after[name])) : names;
  if (shown.length === 0) return <span className={css.quiet}>{t('the same in every field')}</span>;
  return (
    <ul className={css.fields}>
      {shown.map((name) => (
        <li key={name}>
          <span className={css.quiet}>{name}</span> {before && <del>{shownText(before[name])}</del>} {after && <ins>{shownText(after[name])}</ins>}
        </li>
      ))}
    </ul>
  );
}

function shownText(value: Value | undefined): string {
  return showValue(value ?? null, 'text').text;
}
