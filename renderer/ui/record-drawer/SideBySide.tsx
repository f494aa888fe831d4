import { useMemo, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { DataGrid, type GridScroll } from '../data-grid/DataGrid.tsx';
import { alignSamples, compareSamples, isSameLine } from './compare.ts';
import type { PortSample, StepView } from './data-provider.ts';
import { PortPicker } from './PortPicker.tsx';
import css from './record-drawer.module.css';
import { contentOfSample } from './sample-content.ts';

interface SideBySideProps {
  before: readonly PortSample[];
  after: readonly PortSample[];
  renamed: StepView['renamed'];
}

/** What arrived beside what left, each record in one line; both scroll together, each column with the one it came from. */
export function SideBySide({ before, after, renamed }: SideBySideProps) {
  const [ports, setPorts] = useState<{ before?: string; after?: string }>({});
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [scroll, setScroll] = useState<(GridScroll & { by: string }) | null>(null);
  const from = before.find((one) => one.port === ports.before) ?? before[0];
  const to = after.find((one) => one.port === ports.after) ?? after[0];
  const pair = useMemo(() => {
    if (!from || !to) return null;
    const comparison = compareSamples(from.sample, to.sample, renamed);
    const all = alignSamples(from.sample, to.sample);
    return { comparison, all, changed: all.filter((line) => !isSameLine(line, from.sample, to.sample, comparison)) };
  }, [from, to, renamed]);
  const halves = useMemo(() => {
    if (!from || !to || !pair) return null;
    const lines = onlyChanged ? pair.changed : pair.all;
    return {
      left: contentOfSample(from.sample, { dropped: pair.comparison.dropped, rows: lines.map((line) => line.left) }),
      right: contentOfSample(to.sample, { comparison: pair.comparison, rows: lines.map((line) => line.right) }),
    };
  }, [from, to, pair, onlyChanged]);
  if (!from || !to || !pair || !halves) return null;
  /** The name that a column has on the other side. */
  const across = (name: string | null, by: string): string | null => {
    if (name === null) return null;
    const columns = to.sample.fields.map((field, i) => ({ now: field.name, was: pair.comparison.renamedFrom(i) ?? field.name }));
    return by === 'left' ? (columns.find(({ was }) => was === name)?.now ?? null) : (columns.find(({ now }) => now === name)?.was ?? null);
  };
  const sides = [
    { side: 'left', title: t('Before'), label: before.length > 1 ? from.label : t('Before'), ports: before, port: from.port, content: halves.left },
    { side: 'right', title: t('After'), label: after.length > 1 ? to.label : t('After'), ports: after, port: to.port, content: halves.right },
  ];
  return (
    <div className={css.sides}>
      <div className={css.sidesBar}>
        <label className={css.only}>
          <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
          {t('Only changed records')}
        </label>
        <span className={css.quiet} role="status">
          {t('{{changed}} of {{all}} are different', { changed: pair.changed.length, all: pair.all.length })}
        </span>
        {sides.map(
          ({ side, title, ports: choice, port }) =>
            choice.length > 1 && (
              <span key={side} className={css.sidePorts}>
                {title}
                <PortPicker ports={choice} value={port} onChange={(next) => setPorts({ ...ports, [side === 'left' ? 'before' : 'after']: next })} />
              </span>
            ),
        )}
      </div>
      <div className={css.pair}>
        {sides.map(({ side, title, label, content }) => (
          <section key={side} aria-label={title} className={css.half}>
            <DataGrid
              label={label}
              content={content}
              scroll={scroll && scroll.by !== side ? { ...scroll, column: across(scroll.column, scroll.by) } : null}
              onScroll={(to) => setScroll({ ...to, by: side })}
            />
          </section>
        ))}
      </div>
    </div>
  );
}
