import type { RunDetail } from '../../../core/api/run-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatBytes } from '../../ui/words.ts';
import css from './run-page.module.css';

type Kept = NonNullable<RunDetail['captures']>[number];

/** What was kept of the data for replays, and what is wrong with it. */
export function KeptForReplay({ detail }: { detail: RunDetail }) {
  const kept = detail.captures ?? [];
  if (detail.run.mode !== 'run')
    return (
      <section>
        <h2>{t('Kept for replay')}</h2>
        <p className={css.quiet}>
          {detail.run.mode === 'replay' ? t('A replay keeps no data of its own. What the first run kept is there.') : t('A rehearsal keeps no data.')}
        </p>
      </section>
    );
  const nameOf = (nodeId: string) => detail.flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return (
    <section>
      <h2>{t('Kept for replay')}</h2>
      <p className={css.quiet}>
        {detail.captured
          ? t('The input was kept: a replay needs nothing from outside.')
          : t('The input was not kept whole: a replay has to read from outside again.')}
      </p>
      {kept.length > 0 && (
        <ul>
          {kept.map((one) => (
            <li
              key={`${one.nodeId} ${one.side} ${one.port}`}
              className={css.receipt}
              data-kept={wrongWith(one) === null || undefined}
              data-doubt={wrongWith(one) !== null || undefined}
            >
              <b>{nameOf(one.nodeId)}</b>
              <span className={css.quiet}>
                {one.side === 'out'
                  ? t('What it read: {{count}} records', { count: one.records })
                  : t('What arrived: {{count}} records', { count: one.records })}
                {one.removedAt === null ? `, ${formatBytes(one.bytes)}` : ''}
              </span>
              {wrongWith(one) && <span className={css.doubt}>{wrongWith(one)}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function cut(why: string, records: number, passed: number | null): string {
  return passed === null ? why : `${why} ${t('Kept: {{kept}} of {{count}} records.', { kept: records, count: passed })}`;
}

function wrongWith({ records, passed, stopped, masked, removedAt, complete }: Kept): string | null {
  if (removedAt !== null) return t('Removed since, as the settings say.');
  if (stopped === 'quota') return cut(t('Cut off because the space for kept data was used up.'), records, passed);
  if (stopped === 'disk') return cut(t('Cut off because the disk failed or was full.'), records, passed);
  if (stopped === 'run-ended' || !complete) return cut(t('Not all of it, because the run ended early.'), records, passed);
  if (masked.length > 0) return t('Personal fields are hidden in it: {{fields}}. A replay reads the source again.', { fields: masked.join(', ') });
  return null;
}
