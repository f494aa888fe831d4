import { useMemo, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { DataGrid } from '../data-grid/DataGrid.tsx';
import { alignSamples, compareSamples } from './compare.ts';
import type { PortSample, StepView } from './data-provider.ts';
import css from './record-drawer.module.css';
import { contentOfSample } from './sample-content.ts';

/** What arrived beside what left, each record in one line; both scroll together. */
export function SideBySide({ before, after, renamed }: { before: PortSample; after: PortSample; renamed: StepView['renamed'] }) {
  const [scroll, setScroll] = useState<{ top: number; by: string } | null>(null);
  const [left, right] = useMemo(() => {
    const comparison = compareSamples(before.sample, after.sample, renamed);
    const lines = alignSamples(before.sample, after.sample);
    return [
      contentOfSample(before.sample, { dropped: comparison.dropped, rows: lines.map((line) => line.left) }),
      contentOfSample(after.sample, { comparison, rows: lines.map((line) => line.right) }),
    ];
  }, [before, after, renamed]);
  return (
    <div className={css.pair}>
      {[
        { label: t('Before'), content: left },
        { label: t('After'), content: right },
      ].map(({ label, content }) => (
        <section key={label} aria-label={label} className={css.half}>
          <DataGrid label={label} content={content} scroll={scroll} onScroll={(top) => setScroll({ top, by: label })} />
        </section>
      ))}
    </div>
  );
}
