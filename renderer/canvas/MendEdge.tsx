import { EdgeLabelRenderer } from '@xyflow/react';
import { t } from '../i18n/i18n.ts';
import { useFactsSource } from './facts.ts';
import styles from './PipeEdge.module.css';

/** What stands on a link whose port is gone: that it is broken, and how to mend it with one click. */
export function MendEdge({ edgeId, gone, x, y }: { edgeId: string; gone: 'output' | 'input'; x: number; y: number }) {
  const mends = useFactsSource().mendsOf?.(edgeId) ?? [];
  return (
    <EdgeLabelRenderer>
      <div className={`${styles.lost} nodrag nopan`} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
        <b>{gone === 'output' ? t('Its output is gone') : t('Its input is gone')}</b>
        {mends.map(({ label, title, perform }) => (
          <button key={label} type="button" title={title} onClick={perform}>
            {label}
          </button>
        ))}
      </div>
    </EdgeLabelRenderer>
  );
}
