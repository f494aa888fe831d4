import type { Sample } from '../../../core/base/sample.ts';
import { t, told } from '../../i18n/i18n.ts';
import { TYPE_LABELS } from '../../ui/FieldTypeIcon.tsx';
import { showValue } from '../../ui/values.ts';
import css from './mapper.module.css';
import type { TargetRow } from './mapper-model.ts';
import type { Tried } from './useTrial.ts';

const MOST_INPUTS = 4;

/** What a field that leaves is made of and what comes out, for several sample records. */
export function ResultTable({ row, sample, tried }: { row: TargetRow; sample: Sample | null; tried: Tried | undefined }) {
  if (!sample || sample.rows.length === 0) return <p className={css.noResults}>{t('Preview the step once to see what comes out, record by record.')}</p>;
  const inputs = row.from.slice(0, MOST_INPUTS).map((name) => ({ name, at: sample.fields.findIndex((field) => field.name === name) }));
  const results = tried?.results ?? [];
  const failing = results.filter(({ error }) => error).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={css.results} tabIndex={0} aria-label={t('Results of {{name}}', { name: row.name })}>
      {tried?.problem !== undefined && <p className={css.noResults}>{tried.problem}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Record')}</th>
            {inputs.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className={css.resultHead}>
              {row.name}
              {tried && tried.type !== 'any' && <small> {told(TYPE_LABELS[tried.type])}</small>}
              {failing > 0 && <small data-bad> {t('{{failing}} of {{all}} would be rejected', { failing, all: results.length })}</small>}
            </th>
          </tr>
        </thead>
        <tbody>
          {(results.length > 0 ? results : sample.rows.slice(0, 8)).map((_, at) => {
            const values = sample.rows[at] ?? [];
            const result = results[at];
            const passed = row.state === 'passes' ? values[inputs[0]?.at ?? -1] : undefined;
            const out = result ? showValue(result.value ?? null, tried?.type ?? 'any') : passed === undefined ? null : showValue(passed, 'any');
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: records are told apart by their place
              <tr key={at}>
                <td className="num">{at + 1}</td>
                {inputs.map(({ name, at: place }) => {
                  const shown = showValue(values[place] ?? null, sample.fields[place]?.type ?? 'any');
                  return (
                    <td key={name} data-tone={shown.tone} title={shown.text}>
                      {shown.text}
                    </td>
                  );
                })}
                <td
                  className={css.out}
                  data-tone={out?.tone}
                  data-bad={result?.error ? true : undefined}
                  title={result?.error ? told(result.error.message) : out?.text}
                >
                  {result?.error ? told(result.error.message) : (out?.text ?? '')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
