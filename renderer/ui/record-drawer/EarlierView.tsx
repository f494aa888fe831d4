import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import type { EarlierRun, EarlierRuns, StepView } from './data-provider.ts';
import { EarlierGrids } from './EarlierGrids.tsx';
import { placeIn, placesIn } from './earlier-places.ts';
import { matchRecords } from './match-records.ts';
import { PortPicker } from './PortPicker.tsx';
import css from './record-drawer.module.css';
import { runDifferences } from './run-differences.ts';

interface EarlierViewProps {
  earlier: EarlierRuns;
  nodeId: string;
  view: StepView;
}

/** The sample of an earlier run beside the one that is shown: records matched by key, and in sentences what became different. */
export function EarlierView({ earlier, nodeId, view }: EarlierViewProps) {
  const runs = useEarlierRuns(earlier);
  const [chosen, setChosen] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const runId = chosen ?? (runs?.find((run) => run.succeeded) ?? runs?.[0])?.runId ?? null;
  const then = useEarlierView(earlier, runId, nodeId);
  const past = then === null || typeof then === 'string' ? null : then;
  const shown = placesIn(view);
  // A step that has nothing to show now still shows what it had then.
  const places = shown.length > 0 || past === null ? shown : placesIn(past).map((one) => ({ ...one, sample: emptied(one.sample) }));
  const at = places.find(({ port }) => port === place) ?? places[0];
  if (!runs) return <p className={css.empty}>{t('Looking for earlier runs…')}</p>;
  if (runs.length === 0) return <p className={css.empty}>{t('There is no earlier run of this flow to compare with.')}</p>;
  const other = past && at ? placeIn(past, at.port) : null;
  const bar = (
    <>
      <label className={css.earlierRun}>
        {t('Compare with')}
        <select value={runId ?? ''} onChange={(event) => setChosen(event.target.value)}>
          {runs.map((run) => (
            <option key={run.runId} value={run.runId}>
              {run.words}
            </option>
          ))}
        </select>
      </label>
      {places.length > 1 && <PortPicker ports={places} value={at?.port ?? ''} onChange={setPlace} />}
    </>
  );
  return (
    <div className={css.sides}>
      {other && at ? (
        <Compared past={other} now={at.sample} keys={earlier.keys} onlySome={view.from === 'preview'} bar={bar} />
      ) : (
        <>
          <div className={css.sidesBar}>{bar}</div>
          <p className={css.empty} role="status">
            {then === null ? t('Fetching the records…') : typeof then === 'string' ? then : t('That run kept no records at this place.')}
          </p>
        </>
      )}
    </div>
  );
}

/** The same fields, and no records. */
function emptied(sample: Sample): Sample {
  return { ...sample, rows: [], origins: [], first: 0, total: 0, profile: [] };
}

interface ComparedProps {
  past: Sample;
  now: Sample;
  keys: readonly string[];
  onlySome: boolean;
  bar: ReactNode;
}

function Compared({ past, now, keys, onlySome, bar }: ComparedProps) {
  const matched = useMemo(() => matchRecords(past, now, keys), [past, now, keys]);
  const differences = useMemo(() => runDifferences(past, now, { onlySome, masked: matched.masked }), [past, now, onlySome, matched]);
  const isWhole = !onlySome && past.rows.length >= past.total && now.rows.length >= now.total;
  const sentences = [
    ...differences,
    matched.by.length > 0
      ? t('Records are matched by {{fields}}.', { fields: matched.by.join(', ') })
      : t('No key field tells the records apart: only equal ones stand in one line.'),
    isWhole
      ? t('All records of both are compared.')
      : t(
          'A sample is compared, not everything: {{now}} of {{nowAll}} records with {{past}} of {{pastAll}} of that run. A record that stands alone may only be missing in the other sample.',
          {
            now: formatCount(now.rows.length),
            nowAll: formatCount(now.total),
            past: formatCount(past.rows.length),
            pastAll: formatCount(past.total),
          },
        ),
  ];
  return (
    <EarlierGrids past={past} now={now} matched={matched} bar={bar}>
      <details className={css.differences}>
        <summary>
          <span>{isWhole ? t('All records') : t('Only a sample')}</span> {sentences.join(' ')}
        </summary>
        <ul aria-label={t('What became different')}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </EarlierGrids>
  );
}

function useEarlierRuns(earlier: EarlierRuns): readonly EarlierRun[] | null {
  const [runs, setRuns] = useState<{ of: EarlierRuns; list: readonly EarlierRun[] } | null>(null);
  useEffect(() => {
    let gone = false;
    earlier.list().then(
      (list) => !gone && setRuns({ of: earlier, list }),
      () => !gone && setRuns({ of: earlier, list: [] }),
    );
    return () => {
      gone = true;
    };
  }, [earlier]);
  return runs?.of === earlier ? runs.list : null;
}

function useEarlierView(earlier: EarlierRuns, runId: string | null, nodeId: string): StepView | string | null {
  const [seen, setSeen] = useState<{ key: string; view: StepView | string } | null>(null);
  const key = `${runId} ${nodeId}`;
  useEffect(() => {
    if (!runId) return;
    let gone = false;
    void earlier.view(runId, nodeId).then((view) => !gone && setSeen({ key, view }));
    return () => {
      gone = true;
    };
  }, [earlier, runId, nodeId, key]);
  return seen?.key === key ? seen.view : null;
}
