import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import css from './record-drawer.module.css';
import type { WholeSample } from './use-whole-sample.ts';

interface WholeLineProps {
  whole: WholeSample;
  /** What is here, and what is offered, where it is not just the records of one place. */
  words?: string;
  offer?: string;
}

/** Offers all records where only the first are shown, and says how far they have come. */
export function WholeLine({ whole, words, offer }: WholeLineProps) {
  const { sample, canFetch, progress, gone, fetch, cancel } = whole;
  if (!sample || (!canFetch && progress === null && !gone)) return null;
  const total = formatCount(sample.total);
  return (
    <p className={css.wholeLine} role="status">
      {progress !== null ? (
        <>
          {t('Fetching {{total}} records…', { total })}
          <progress value={progress} aria-label={t('How far it is')} />
          <button type="button" className={css.follow} onClick={cancel}>
            {t('Cancel')}
          </button>
        </>
      ) : gone ? (
        t('The other records are no longer kept. Preview again to see them.')
      ) : (
        <>
          {words ?? t('{{shown}} of {{total}} records are here.', { shown: formatCount(sample.rows.length), total })}
          <button type="button" className={css.follow} onClick={fetch}>
            {offer ?? t('Show all {{total}}', { total })}
          </button>
        </>
      )}
    </p>
  );
}
