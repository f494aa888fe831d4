import { IconRepeat } from '@tabler/icons-react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { topologicalOrder } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { t, told } from '../../i18n/i18n.ts';
import { stepStatus } from '../../state/node-status.ts';
import { isOver } from '../../state/runs.ts';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { formatCount, formatDuration } from '../../ui/words.ts';
import css from './run-page.module.css';
import { stepStatusWords } from './run-words.ts';

interface StepTableProps {
  detail: RunDetail;
  selected: string | null;
  onSelect(nodeId: string): void;
  onReplayFrom(nodeId: string): void;
}

/** Every step with what came, what left, and how long its own work took. */
export function StepTable({ detail, selected, onSelect, onReplayFrom }: StepTableProps) {
  const order = new Map(topologicalOrder(detail.flow).order.map((node, i) => [node.id, i]));
  const steps = detail.steps
    .filter((step) => catalog.get(step.kind)?.role !== 'trigger')
    .sort((a, b) => (order.get(a.nodeId) ?? Infinity) - (order.get(b.nodeId) ?? Infinity));
  const longest = Math.max(1, ...steps.map((step) => step.ms));
  const canReplayFrom = (nodeId: string) =>
    isOver(detail.run.status) && detail.captures?.some((kept) => kept.nodeId === nodeId && kept.side === 'in' && kept.complete && kept.masked.length === 0);
  return (
    <table className={css.steps}>
      <thead>
        <tr>
          <th scope="col">{t('Step')}</th>
          <th scope="col" data-number>
            {t('In')}
          </th>
          <th scope="col" data-number>
            {t('Out')}
          </th>
          <th scope="col" data-number>
            {t('Rejected')}
          </th>
          <th scope="col">{t('Time')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => {
          const { counts } = step;
          const aside = [
            counts.filtered > 0 ? t('{{number}} filtered', { number: counts.filtered }) : '',
            counts.duplicates > 0 ? t('{{number}} duplicates', { number: counts.duplicates }) : '',
            counts.fannedOut > 0 ? t('{{number}} added by several matches', { number: counts.fannedOut }) : '',
            counts.used > 0 ? t('{{number}} kept for look-up', { number: counts.used }) : '',
            counts.partners ? t('{{number}} only read along', { number: counts.partners }) : '',
            counts.pending > 0 ? t('{{number}} pending', { number: counts.pending }) : '',
            counts.retries ? t('tried again {{count}} times', { count: counts.retries }) : '',
          ].filter((words) => words !== '');
          return (
            <tr key={step.nodeId} data-selected={step.nodeId === selected || undefined}>
              <th scope="row">
                <button type="button" className={css.stepName} onClick={() => onSelect(step.nodeId)}>
                  <StateGlyph state={stepStatus(step)} size={14} title={stepStatusWords(step.status)} />
                  <span>{step.name}</span>
                </button>
                {aside.length > 0 && <small>{aside.join(', ')}</small>}
                {step.error && <small className={css.bad}>{told(step.error.message)}</small>}
                {step.nodeId === selected && canReplayFrom(step.nodeId) && (
                  <button type="button" className={css.from} onClick={() => onReplayFrom(step.nodeId)}>
                    <IconRepeat size={12} aria-hidden /> {t('Replay from here')}
                  </button>
                )}
              </th>
              <td data-number>{formatCount(counts.in)}</td>
              <td data-number>{formatCount(counts.out)}</td>
              <td data-number data-bad={counts.rejected > 0 || undefined}>
                {formatCount(counts.rejected)}
              </td>
              <td>
                <span className={css.time}>
                  <span className={css.timeBar} aria-hidden>
                    <span style={{ width: `${Math.max(2, (step.ms / longest) * 100)}%` }} />
                  </span>
                  {formatDuration(step.ms)}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
