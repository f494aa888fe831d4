import { IconPinFilled } from '@tabler/icons-react';
import { t } from '../i18n/i18n.ts';
import styles from './CardMarks.module.css';
import type { NodeMarks } from './facts.ts';

/** What is marked at a card, in words above it: where a walk stands, that its records are pinned or changed, what the followed record was. */
export function CardMarks({ marks }: { marks: NodeMarks }) {
  return (
    <div className={styles.marks}>
      {marks.given && (
        <span data-mark="given">
          <IconPinFilled size={11} aria-hidden /> {marks.given === 'pinned' ? t('Pinned') : t('Changed for this walk')}
        </span>
      )}
      {marks.value && <span data-mark={marks.lit === 'out' ? 'out' : 'value'}>{marks.value}</span>}
      {marks.here && <span data-mark={marks.here}>{marks.here === 'stopped' ? t('Stopped here') : t('You are here')}</span>}
    </div>
  );
}
