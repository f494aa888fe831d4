import type { RunDetail } from '../../../core/api/run-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { plainText } from '../../ui/values.ts';
import css from './run-page.module.css';

const WHAT = {
  all: text('Everything'),
  rejected: text('Only the rejected records'),
  records: text('Certain records'),
  keys: text('Records by key'),
} as const;

/** What this replay was asked for, by whom, and every value a person changed. */
export function ReplayRecord({ detail }: { detail: RunDetail }) {
  const { replay, flow } = detail;
  if (!replay) return null;
  const nameOf = (nodeId: string) => flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return (
    <section>
      <h2>{t('The replay')}</h2>
      <p className={css.quiet}>
        {[
          told(WHAT[replay.what]),
          replay.fromNode && t('from {{step}} on', { step: nameOf(replay.fromNode) }),
          replay.keys && t('{{count}} keys in {{fields}}', { count: replay.keys.count, fields: replay.keys.fields.join(', ') }),
          replay.version === 'then' ? t('with the flow as it was run') : t('with the flow as it was when it was replayed'),
          replay.who && t('asked for by {{who}}', { who: replay.who }),
        ]
          .filter(Boolean)
          .join(', ')}
        . <a href={formatRoute({ page: 'run', runId: replay.of })}>{t('The run it was made from')}</a>
      </p>
      {replay.corrections.length > 0 && (
        <table className={css.corrections}>
          <caption>{replay.who ? t('Corrected by hand by {{who}}', { who: replay.who }) : t('Corrected by hand')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Step')}</th>
              <th scope="col">{t('Record')}</th>
              <th scope="col">{t('Field')}</th>
              <th scope="col">{t('From')}</th>
              <th scope="col">{t('To')}</th>
            </tr>
          </thead>
          <tbody>
            {replay.corrections.map((one) => (
              <tr key={`${one.nodeId} ${one.source} ${one.ordinal} ${one.seq ?? ''} ${one.field}`}>
                <td>{nameOf(one.nodeId)}</td>
                <td>{one.ordinal + 1}</td>
                <td>{one.field}</td>
                <td>
                  <del>{one.from === null || one.from === undefined ? <i>{t('empty')}</i> : plainText(one.from)}</del>
                </td>
                <td>
                  <ins>{one.to === null ? <i>{t('empty')}</i> : one.to}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
