import { IconX } from '@tabler/icons-react';
import { t, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatBytes, formatCount, formatDay, formatMoment } from '../../ui/words.ts';
import { FACES } from './arrival-words.ts';
import css from './arrivals.module.css';
import type { DayCell, ExpectedRow } from './month.ts';

/** All that is known of one expected file on one day. */
export function ArrivalPanel({ row, cell, onClose }: { row: ExpectedRow; cell: DayCell; onClose(): void }) {
  const zone = useWorkspace(zoneOf);
  const { arrival, next } = cell;
  const face = arrival ? FACES[arrival.state] : null;
  const at = (ms: number) => formatMoment(ms, zone, Date.now());
  const facts: [string, string][] = arrival
    ? [
        [t('Due by'), at(arrival.until)],
        ...(arrival.arrivedAt === null ? [] : ([[t('Came'), at(arrival.arrivedAt)]] as [string, string][])),
        ...(arrival.file === null ? [] : ([[t('File'), arrival.file]] as [string, string][])),
        ...(arrival.bytes === null ? [] : ([[t('Size'), formatBytes(arrival.bytes)]] as [string, string][])),
        ...(arrival.rows === null ? [] : ([[t('Records'), formatCount(arrival.rows)]] as [string, string][])),
      ]
    : next === null
      ? []
      : [[t('Due by'), at(next)]];
  return (
    <aside className={css.panel} aria-label={t('{{name}} on {{day}}', { name: row.name, day: formatDay(cell.day) })}>
      <header>
        <div>
          <h2>{row.name}</h2>
          <p className={css.quiet}>{formatDay(cell.day)}</p>
        </div>
        <button type="button" aria-label={t('Close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </button>
      </header>
      <p className={css.state} data-tone={face?.tone ?? 'quiet'}>
        {face && <face.Picture size={17} aria-hidden />}
        {face ? told(face.words) : next === null ? t('Nothing is expected on this day.') : t('To come')}
      </p>
      {arrival?.said && <p className={css.said}>{told(arrival.said)}</p>}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.path !== '' && <code className={css.path}>{row.path}</code>}
      {row.trouble !== null && <p className={css.trouble}>{told(row.trouble)}</p>}
      <p className={css.links}>
        {arrival?.runId && <a href={formatRoute({ page: 'run', runId: arrival.runId })}>{t('The run that read it')}</a>}
        <a href={formatRoute({ page: 'flow', flowId: row.flowId })}>{t('Open {{name}}', { name: row.flowName })}</a>
      </p>
    </aside>
  );
}
