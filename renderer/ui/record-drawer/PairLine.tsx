import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import css from './record-drawer.module.css';
import { MOST_PAIRED, type useWholePair } from './use-whole-pair.ts';
import { WholeLine } from './WholeLine.tsx';

/** Says how many records are compared where that is not all of them, and offers all where they are kept. */
export function PairLine({ pair: { from, to, isPart, tooMany, whole } }: { pair: ReturnType<typeof useWholePair> }) {
  if (!from || !to || !isPart) return null;
  const words = t(
    '{{before}} of {{beforeAll}} records that arrived are compared with {{after}} of {{afterAll}} that left. One that stands alone may only be missing on the other side.',
    {
      before: formatCount(from.rows.length),
      beforeAll: formatCount(from.total),
      after: formatCount(to.rows.length),
      afterAll: formatCount(to.total),
    },
  );
  if (whole.canFetch || whole.progress !== null || whole.gone) return <WholeLine whole={whole} words={words} offer={t('Compare all')} />;
  return (
    <p className={css.wholeLine} role="status">
      {words}
      {tooMany && ` ${t('More than {{most}} are not compared side by side.', { most: formatCount(MOST_PAIRED) })}`}
    </p>
  );
}
