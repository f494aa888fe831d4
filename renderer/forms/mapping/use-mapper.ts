import { useMemo, useRef, useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { Proposal } from '../../../core/catalog/propose-mapping.ts';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { moveItem } from '../useReorder.ts';
import { acceptAll, castFor, linkField, type SourceRow, sourceRows, type TargetRow, targetRows, unlinkRows, withWanted } from './mapper-model.ts';
import { freeName, NEW_NAME, withMappingItem } from './mapping-edit.ts';
import { doubtOf } from './row-words.ts';
import { useProposals, useSeen } from './useProposals.ts';

/** Key of the place on the right that makes a new field. */
export const NEW_ROW = '+';
const NO_FIELDS: readonly Field[] = [];
const NO_VALUES: ReadonlyMap<string, readonly string[]> = new Map();

interface Input {
  mapping: Mapping;
  arriving: readonly Field[] | null;
  sample: Sample | null;
  onChange(mapping: Mapping, part: string): void;
}

/** What the mapper shows and does: rows of both sides, suggestions, and every change as one step to undo. */
export function useMapper({ mapping, arriving, sample, onChange }: Input) {
  const fields = arriving ?? NO_FIELDS;
  const [said, say] = useState('');
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [wantedValues, setWantedValues] = useState(NO_VALUES);
  const [find, setFind] = useState({ from: '', to: '' });
  const [show, setShow] = useState({ from: 'all', to: 'all' });
  const steps = useRef(0);
  const { values, facts } = useSeen(fields, sample);
  const rows = useMemo(() => targetRows(mapping, arriving), [mapping, arriving]);
  const sources = useMemo(() => sourceRows(mapping, fields, rows), [mapping, fields, rows]);
  const proposals = useProposals({ rows, arriving: fields, seen: values, wantedValues, dismissed });
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);
  const target = mapping.target?.label ?? t('the other side');
  const keys = useMemo(() => {
    const isFound = (name: string, query: string) => name.toLowerCase().includes(query.trim().toLowerCase());
    const isSource = ({ goesTo, passes }: SourceRow) => show.from === 'all' || (goesTo.length === 0 && !passes);
    const isTarget = (row: TargetRow) =>
      show.to === 'all' || (show.to === 'open' ? row.state === 'open' : show.to === 'doubtful' ? doubtOf(row, '') !== null : proposals.has(row.name));
    const right = rows.filter((row) => isTarget(row) && isFound(row.name, find.to)).map(({ key }) => key);
    return {
      from: sources.filter((row) => isSource(row) && isFound(row.key, find.from)).map(({ key }) => key),
      to: show.to === 'all' && find.to.trim() === '' ? [...right, NEW_ROW] : right,
    };
  }, [rows, sources, proposals, find, show]);

  const change = (next: Mapping, words: string, part?: string) => {
    if (next === mapping) return;
    steps.current++;
    onChange(next, part ?? `mapper ${steps.current}`);
    say(words);
  };
  const fieldOf = (name: string) => fields.find((field) => field.name === name);
  const castOf = (from: string, row: TargetRow | null) => castFor(fieldOf(from), facts.get(from), row?.wanted ?? null);
  const pairOf = ({ from, to }: Proposal) => ({ from, to, cast: castOf(from, rows.find(({ name }) => name === to) ?? null) });
  return {
    rows,
    sources,
    byKey,
    proposals,
    facts,
    keys,
    find,
    show,
    said,
    target,
    say,
    setFind: (side: 'from' | 'to', query: string) => setFind({ ...find, [side]: query }),
    setShow: (side: 'from' | 'to', which: string) => setShow({ ...show, [side]: which }),
    change,
    castOf,
    noteValues: setWantedValues,
    link: (from: string, key: string | null) => {
      const row = key === null || key === NEW_ROW ? null : (byKey.get(key) ?? null);
      change(linkField(mapping, from, row, castOf(from, row)), t('{{from}} goes to {{to}} now.', { from, to: row?.name ?? from }));
    },
    unlink: (which: readonly TargetRow[]) => {
      const gone = which.filter(({ index }) => index !== null);
      if (gone.length > 0) change(unlinkRows(mapping, gone), t('{{names}} is no longer filled.', { names: gone.map(({ name }) => name).join(', ') }));
    },
    take: (taken: readonly Proposal[]) => change(acceptAll(mapping, taken.map(pairOf)), t('{{count}} fields are linked.', { count: taken.length })),
    dismiss: ({ from, to }: Proposal) => setDismissed(new Set([...dismissed, `${from}\n${to}`])),
    set: (row: TargetRow, item: MappingItem, part: string) =>
      change(row.index === null ? withWanted(mapping, item) : withMappingItem(mapping, row.index, item), '', `item ${row.name} ${part}`),
    addFormula: (formula: string) =>
      change({ ...mapping, items: [...mapping.items, { to: freeName(mapping, NEW_NAME), from: '', formula }] }, t('A field is added.')),
    move: (row: TargetRow, by: -1 | 1) => {
      if (row.index === null) return;
      const to = row.index + by;
      if (to >= 0 && to < mapping.items.length)
        change({ ...mapping, items: moveItem(mapping.items, row.index, to) }, t('{{name}} is moved.', { name: row.name }));
    },
  };
}

/** What `useMapper` gives. */
export type MapperState = ReturnType<typeof useMapper>;
