import { useMemo, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { useSliced } from '../use-sliced.ts';
import type { PortSample, StepView } from './data-provider.ts';
import { GridPair } from './GridPair.tsx';
import { PairLine } from './PairLine.tsx';
import { PortPicker } from './PortPicker.tsx';
import { pairSamples } from './pair-samples.ts';
import css from './record-drawer.module.css';
import { contentOfSample } from './sample-content.ts';
import { useWholePair } from './use-whole-pair.ts';

interface SideBySideProps {
  before: readonly PortSample[];
  after: readonly PortSample[];
  renamed: StepView['renamed'];
  placeOf?: ((origin: RecordOrigin) => string | null) | undefined;
}

/** What arrived beside what left, each record in one line. */
export function SideBySide({ before, after, renamed, placeOf }: SideBySideProps) {
  const [ports, setPorts] = useState<{ before?: string; after?: string }>({});
  const [onlyChanged, setOnlyChanged] = useState(false);
  const from = before.find((one) => one.port === ports.before) ?? before[0];
  const to = after.find((one) => one.port === ports.after) ?? after[0];
  const records = useWholePair(from ?? null, to ?? null);
  const [arrived, left] = [records.from, records.to];
  const begin = useMemo(() => (arrived && left ? () => pairSamples(arrived, left, renamed) : null), [arrived, left, renamed]);
  const { value: pair, part } = useSliced(begin);
  const halves = useMemo(() => {
    if (!arrived || !left || !pair) return null;
    const lines = onlyChanged ? pair.changed : pair.all;
    return {
      left: contentOfSample(arrived, { dropped: pair.comparison.dropped, rows: lines.map((line) => line.left), placeOf }),
      right: contentOfSample(left, { comparison: pair.comparison, rows: lines.map((line) => line.right), placeOf }),
    };
  }, [arrived, left, pair, onlyChanged, placeOf]);
  if (!from || !to || !left) return null;
  if (!pair || !halves) {
    return (
      <p className={css.wholeLine} role="status">
        {t('Putting records beside each other: {{percent}} %', { percent: Math.floor(part * 100) })}
      </p>
    );
  }
  const columns = left.fields.map((field, i) => ({ now: field.name, was: pair.comparison.renamedFrom(i) ?? field.name }));
  const sides = [
    { side: 'before' as const, title: t('Before'), choice: before, port: from.port },
    { side: 'after' as const, title: t('After'), choice: after, port: to.port },
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
          ({ side, title, choice, port }) =>
            choice.length > 1 && (
              <span key={side} className={css.sidePorts}>
                {title}
                <PortPicker ports={choice} value={port} onChange={(next) => setPorts({ ...ports, [side]: next })} />
              </span>
            ),
        )}
      </div>
      <PairLine pair={records} />
      <GridPair
        left={{ title: t('Before'), label: before.length > 1 ? from.label : t('Before'), content: halves.left }}
        right={{ title: t('After'), label: after.length > 1 ? to.label : t('After'), content: halves.right }}
        across={(name, by) => (by === 'left' ? columns.find(({ was }) => was === name)?.now : columns.find(({ now }) => now === name)?.was) ?? null}
      />
    </div>
  );
}
