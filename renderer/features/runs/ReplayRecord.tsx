import type { RunDetail } from '../../../core/api/run-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { plainText } from '../../ui/values.ts';
import { countOf } from '../../ui/words.ts';
import css from './run-page.module.css';

const WHAT = { all: 'Everything', rejected: 'Only the rejected records', records: 'Certain records', keys: 'Records by key' } as const;

/** What this replay was asked for, by whom, and every value a person changed. */
export function ReplayRecord({ detail }: { detail: RunDetail }) {
  const { replay, flow } = detail;
  if (!replay) return null;
  const nameOf = (nodeId: string) => flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return (
    <section>
      <h2>{t('The replay')}</h2>
      <p className={css.quiet}>
        {WHAT[replay.what]} of <a href={formatRoute({ page: 'run', runId: replay.of })}>{t('an earlier run')}</a>
        {replay.fromNode ? `, from ${nameOf(replay.fromNode)} on` : ''}
        {replay.keys ? `: ${countOf(replay.keys.count, 'key')} in ${replay.keys.fields.join(', ')}` : ''}, with the flow{' '}
        {replay.version === 'then' ? 'as it was run' : 'as it was when it was replayed'}
        {replay.who ? `, asked for by ${replay.who}` : ''}.
      </p>
      {replay.corrections.length > 0 && (
        <table className={css.corrections}>
          <caption>Corrected by hand{replay.who ? ` by ${replay.who}` : ''}</caption>
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
              <tr key={`${one.nodeId} ${one.source} ${one.ordinal} ${one.field}`}>
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
