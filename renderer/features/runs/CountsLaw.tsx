import type { ExplainedCount } from '../../../core/api/run-models.ts';
import type { RunCounts } from '../../../core/base/run-facts.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { percent } from '../../ui/numbers.ts';
import { formatCount } from '../../ui/words.ts';
import css from './run-page.module.css';

const FATES = [
  { key: 'delivered', label: text('delivered') },
  { key: 'filtered', label: text('filtered') },
  { key: 'duplicates', label: text('duplicates') },
  { key: 'rejected', label: text('rejected') },
  { key: 'pending', label: text('pending') },
] as const;

interface CountsLawProps {
  counts: RunCounts;
  /** Why counts differ from those of the steps. */
  explained: readonly ExplainedCount[];
  /** Shows the rejected records of a step. */
  onShowRejects(nodeId: string): void;
}

/** What became of every source record that was read: the parts always add up to the whole. What may puzzle is said below. */
export function CountsLaw({ counts, explained, onShowRejects }: CountsLawProps) {
  const shown = FATES.filter(({ key }) => key !== 'pending' || counts.pending > 0);
  return (
    <section className={css.law} aria-label={t('What became of the records')}>
      <dl>
        <div>
          <dd>{formatCount(counts.read)}</dd>
          <dt>{t('read')}</dt>
        </div>
        {shown.map(({ key, label }, i) => (
          <div
            key={key}
            data-fate={key}
            data-none={counts[key] === 0 || undefined}
            title={t('{{part}} of {{whole}}, {{percent}}', { part: counts[key], whole: counts.read, percent: percent(counts[key], counts.read) })}
          >
            <span className={css.sign} aria-hidden>
              {i === 0 ? '=' : '+'}
            </span>
            <dd>{formatCount(counts[key])}</dd>
            <dt>{told(label)}</dt>
          </div>
        ))}
      </dl>
      <div className={css.share} aria-hidden>
        {shown.map(({ key }) => counts[key] > 0 && <span key={key} data-fate={key} style={{ flexGrow: counts[key] }} />)}
      </div>
      {explained.length > 0 && (
        <ul className={css.explained} aria-label={t('Why these counts differ from those of the steps')}>
          <li>{t('These are counts of source records, each once. A step counts the records that come to it.')}</li>
          {explained.map(({ about, sentence, nodeId }) => (
            <li key={sentence} data-about={about}>
              {told(sentence)}{' '}
              {nodeId && (
                <button type="button" className={css.link} onClick={() => onShowRejects(nodeId)}>
                  {t('Show what was rejected')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
