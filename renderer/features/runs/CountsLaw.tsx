import type { RunCounts } from '../../../core/base/run-facts.ts';
import { percent } from '../../ui/numbers.ts';
import { formatCount } from '../../ui/words.ts';
import css from './run-page.module.css';

const FATES = [
  { key: 'delivered', label: 'delivered' },
  { key: 'filtered', label: 'filtered' },
  { key: 'duplicates', label: 'duplicates' },
  { key: 'rejected', label: 'rejected' },
  { key: 'pending', label: 'pending' },
] as const;

/** What became of every record that was read: the parts always add up to the whole. */
export function CountsLaw({ counts }: { counts: RunCounts }) {
  const shown = FATES.filter(({ key }) => key !== 'pending' || counts.pending > 0);
  return (
    <section className={css.law} aria-label="What became of the records">
      <dl>
        <div>
          <dd>{formatCount(counts.read)}</dd>
          <dt>read</dt>
        </div>
        {shown.map(({ key, label }, i) => (
          <div
            key={key}
            data-fate={key}
            data-none={counts[key] === 0 || undefined}
            title={`${formatCount(counts[key])} of ${formatCount(counts.read)}, ${percent(counts[key], counts.read)}`}
          >
            <span className={css.sign} aria-hidden>
              {i === 0 ? '=' : '+'}
            </span>
            <dd>{formatCount(counts[key])}</dd>
            <dt>{label}</dt>
          </div>
        ))}
      </dl>
      <div className={css.share} aria-hidden>
        {shown.map(({ key }) => counts[key] > 0 && <span key={key} data-fate={key} style={{ flexGrow: counts[key] }} />)}
      </div>
    </section>
  );
}
