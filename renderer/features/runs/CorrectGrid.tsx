import { useEffect, useState } from 'react';
import type { Correctable, Correction, ReplayPlan } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { Value } from '../../../core/base/value.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../../ui/FieldTypeIcon.tsx';
import { plainText } from '../../ui/values.ts';
import css from './replay.module.css';

type Problems = NonNullable<ReplayPlan['problems']>;

interface CorrectGridProps {
  detail: RunDetail;
  problems: Problems;
  onChange(corrections: Correction[]): void;
}

const PAGE = 100;

/** Rejected records as a grid, to be corrected by hand. What was there stays in sight under what is typed. */
export function CorrectGrid({ detail, problems, onChange }: CorrectGridProps) {
  const { runId } = detail.run;
  const rejecting = detail.steps.filter((step) => step.counts.rejected > 0);
  const [nodeId, setNodeId] = useState(rejecting[0]?.nodeId ?? '');
  const { page, error, loadMore } = useCorrectable(runId, nodeId);
  const [typed, setTyped] = useState<Readonly<Record<string, Readonly<Record<string, string>>>>>({});
  const change = (row: Correctable['rows'][number], field: string, text: string) => {
    const key = keyOf(row);
    const was = row.values[page?.fields.findIndex(({ name }) => name === field) ?? -1] ?? null;
    const { [field]: _old, ...others } = typed[key] ?? {};
    const own = text === shown(was) && row.raw === undefined ? others : { ...others, [field]: text };
    const next = { ...typed, [key]: own };
    setTyped(next);
    onChange(correctionsOf(nodeId, page, next));
  };
  const choose = (next: string) => {
    setNodeId(next);
    setTyped({});
    onChange([]);
  };
  const problemAt = (row: Correctable['rows'][number], field: string) =>
    typed[keyOf(row)] &&
    problems.find(
      (problem) =>
        problem.source === row.origin.source &&
        problem.ordinal === row.origin.ordinal &&
        (problem.seq === undefined || problem.seq === row.seq) &&
        (problem.field === field || problem.field === ''),
    );
  return (
    <section className={css.correct} aria-label={t('Rejected records to correct')}>
      <div className={css.correctBar}>
        <select className={css.select} aria-label={t('Step that rejected them')} value={nodeId} onChange={(event) => choose(event.target.value)}>
          {rejecting.map((step) => (
            <option key={step.nodeId} value={step.nodeId}>
              {t('Rejected at {{step}}', { step: step.name })}
            </option>
          ))}
        </select>
        <span>{t('Only records you change are replayed.')}</span>
        {page?.rows.some(({ sibling }) => sibling) && (
          <span>{t('Where several were made of one record, all of them are replayed: those you leave as they are will be rejected again.')}</span>
        )}
      </div>
      {error && (
        <p role="alert" className={css.wrong}>
          {error}
        </p>
      )}
      {page?.rows.length === 0 && <p className={css.sentence}>{t('No record of this step is left to be corrected.')}</p>}
      {page && page.rows.length > 0 && (
        <div className={css.gridBox}>
          <table className={css.grid}>
            <thead>
              <tr>
                <th scope="col">{t('Why')}</th>
                {page.fields.map((field) => (
                  <th key={field.name} scope="col">
                    <FieldTypeIcon type={field.type} /> {field.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.seq} data-raw={row.raw !== undefined || undefined} data-changed={Object.keys(typed[keyOf(row)] ?? {}).length > 0 || undefined}>
                  <th scope="row">
                    <span title={told(row.message)}>{told(row.message)}</span>
                    {row.raw !== undefined && <code title={row.raw}>{row.raw}</code>}
                    {row.sibling && <small>{t('{{which}} of {{all}} made of record {{number}}', siblingWords(row, row.sibling))}</small>}
                  </th>
                  {page.fields.map((field, at) => {
                    const was = row.values[at] ?? null;
                    const own = typed[keyOf(row)]?.[field.name];
                    const problem = problemAt(row, field.name);
                    const hidden = row.unknown.includes(field.name);
                    return (
                      <td key={field.name} data-culprit={field.name === row.field || undefined}>
                        <input
                          aria-label={labelOf(field.name, row)}
                          aria-invalid={problem ? true : undefined}
                          placeholder={row.raw === undefined ? undefined : t('empty')}
                          title={problem && told(problem.message)}
                          value={own ?? shown(was)}
                          onChange={(event) => change(row, field.name, event.target.value)}
                        />
                        {own !== undefined && <small>{was === null ? t('was empty') : t('was {{value}}', { value: shown(was) })}</small>}
                        {own === undefined && hidden && <small>{t('not the whole value')}</small>}
                        {problem && <small className={css.wrong}>{told(problem.message)}</small>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page?.next !== null && page?.next !== undefined && (
        <button type="button" className={css.more} onClick={loadMore}>
          {t('More records')}
        </button>
      )}
    </section>
  );
}

/** Corrections as they are sent: a field that was emptied is null; of a line that never became a record every field goes along. */
function correctionsOf(nodeId: string, page: Correctable | null, typed: Readonly<Record<string, Readonly<Record<string, string>>>>): Correction[] {
  return (page?.rows ?? []).flatMap((row) => {
    const own = typed[keyOf(row)] ?? {};
    if (Object.keys(own).length === 0) return [];
    const names = row.raw === undefined ? Object.keys(own) : (page?.fields.map(({ name }) => name) ?? []);
    const values = Object.fromEntries(names.map((name) => [name, own[name] === undefined || own[name] === '' ? null : own[name]]));
    return [{ nodeId, ...row.origin, seq: row.seq, values }];
  });
}

function labelOf(field: string, row: Correctable['rows'][number]): string {
  if (row.sibling) return t('{{field}} of record {{number}}, {{which}} of {{all}}', { field, ...siblingWords(row, row.sibling) });
  return t('{{field}} of record {{number}}', { field, number: row.origin.ordinal + 1 });
}

function siblingWords(row: Correctable['rows'][number], { number, of }: NonNullable<Correctable['rows'][number]['sibling']>) {
  return { which: number, all: of, number: row.origin.ordinal + 1 };
}

/** What was typed is kept by row: several may have been made of one source record. */
function keyOf({ seq }: Correctable['rows'][number]): string {
  return String(seq);
}

function shown(value: Value): string {
  return value === null ? '' : plainText(value);
}

function useCorrectable(runId: string, nodeId: string): { page: Correctable | null; error: string | null; loadMore(): void } {
  const [page, setPage] = useState<Correctable | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    setPage(null);
    if (nodeId === '') return;
    api.runs.correctable({ runId, nodeId, limit: PAGE }).then(
      (first) => !gone && setPage(first),
      (reason: unknown) => !gone && setError(toReport(reason).message),
    );
    return () => {
      gone = true;
    };
  }, [runId, nodeId]);
  const loadMore = () => {
    if (page?.next === null || page?.next === undefined) return;
    api.runs.correctable({ runId, nodeId, after: page.next, limit: PAGE }).then(
      (more) =>
        setPage({
          fields: [...page.fields, ...more.fields.filter((field) => !page.fields.some(({ name }) => name === field.name))],
          rows: [...page.rows, ...more.rows.map((row) => inOrder(row, page, more))],
          next: more.next,
        }),
      (reason: unknown) => setError(toReport(reason).message),
    );
  };
  return { page, error, loadMore };
}

/** A row of a later page with its values in the order of the first page's fields. */
function inOrder(row: Correctable['rows'][number], first: Correctable, own: Correctable): Correctable['rows'][number] {
  const names = [...first.fields, ...own.fields.filter((field) => !first.fields.some(({ name }) => name === field.name))];
  return { ...row, values: names.map(({ name }) => row.values[own.fields.findIndex((field) => field.name === name)] ?? null) };
}
