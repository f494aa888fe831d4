import { type ReactNode, useMemo, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import type { GridContent } from '../data-grid/grid-column.ts';
import { formatCount } from '../words.ts';
import { compareSamples, sameLines } from './compare.ts';
import { GridPair } from './GridPair.tsx';
import type { MatchedRecords } from './match-records.ts';
import { PortPicker } from './PortPicker.tsx';
import css from './record-drawer.module.css';
import { contentOfSample } from './sample-content.ts';

interface EarlierGridsProps {
  past: Sample;
  now: Sample;
  matched: MatchedRecords;
  /** What stands in the bar beside the choice of lines. */
  bar: ReactNode;
  /** What stands between the bar and the grids. */
  children: ReactNode;
}

type Shown = 'all' | 'changed' | 'now' | 'past';

/** Matched records of two runs in lines, with marks where they differ; all of them, or those that changed, came or went. */
export function EarlierGrids({ past, now, matched, bar, children }: EarlierGridsProps) {
  const { lines, masked } = matched;
  const { comparison, groups } = useMemo(() => {
    const partner: (number | undefined)[] = [];
    for (const { left, right } of lines) if (right !== null) partner[right] = left ?? undefined;
    const compared = compareSamples(past, now, undefined, partner);
    const isSame = sameLines(past, now, compared, masked);
    const sorted: Readonly<Record<Shown, MatchedRecords['lines']>> = {
      all: lines,
      changed: lines.filter((line) => line.left !== null && line.right !== null && !isSame(line)),
      now: lines.filter(({ left }) => left === null),
      past: lines.filter(({ right }) => right === null),
    };
    return { comparison: compared, groups: sorted };
  }, [past, now, lines, masked]);
  const [chosen, setChosen] = useState<Shown | null>(null);
  const shown = chosen ?? (groups.changed.length > 0 ? 'changed' : 'all');
  const halves = useMemo(() => {
    const rows = groups[shown];
    return {
      left: named(contentOfSample(past, { dropped: comparison.dropped, rows: rows.map((line) => line.left) }), t('Then')),
      right: named(withoutMarks(contentOfSample(now, { comparison, rows: rows.map((line) => line.right) }), masked), t('Now')),
    };
  }, [past, now, comparison, groups, shown, masked]);
  const columns = now.fields.map((field, i) => ({ now: field.name, was: comparison.renamedFrom(i) ?? field.name }));
  const choices: readonly { port: Shown; label: string }[] = [
    { port: 'all', label: t('All {{number}}', { number: formatCount(lines.length) }) },
    { port: 'changed', label: t('Changed {{number}}', { number: formatCount(groups.changed.length) }) },
    { port: 'now', label: t('Only now {{number}}', { number: formatCount(groups.now.length) }) },
    { port: 'past', label: t('Only then {{number}}', { number: formatCount(groups.past.length) }) },
  ];
  return (
    <>
      <div className={css.sidesBar}>
        {bar}
        <PortPicker ports={choices} value={shown} onChange={(next) => setChosen(next as Shown)} legend={t('Which records')} />
      </div>
      {children}
      <GridPair
        left={{ title: t('Then'), label: t('Records of that run'), content: halves.left }}
        right={{ title: t('Now'), label: t('Records as they are now'), content: halves.right }}
        across={(name, by) => (by === 'left' ? columns.find(({ was }) => was === name)?.now : columns.find(({ now: after }) => after === name)?.was) ?? null}
      />
    </>
  );
}

/** Says above the numbers of the records which of the two runs they belong to. */
function named(content: GridContent, word: string): GridContent {
  return content.rowsAre ? { ...content, rowsAre: { ...content.rowsAre, word } } : content;
}

/** What cannot be compared is not marked as changed. */
function withoutMarks(content: GridContent, names: readonly string[]): GridContent {
  if (names.length === 0) return content;
  const { cellMark } = content;
  return {
    ...content,
    columns: content.columns.map((column) => {
      if (!names.includes(column.name)) return column;
      const { mark: _none, ...plain } = column;
      return plain;
    }),
    ...(cellMark
      ? { cellMark: (row: number, column: number) => (names.includes(content.columns[column]?.name ?? '') ? undefined : cellMark(row, column)) }
      : {}),
  };
}
