import type { FlowMemory } from '../../../core/api/position-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './inspector.module.css';

const HOW = { run: 'a run', replay: 'a replay', set: 'moved', reset: 'started over', forget: 'one file forgotten' } as const;

/** Who moved a source, when, and from where to where; newest first. */
export function MemoryMoves({ moves, named }: { moves: FlowMemory['moves']; named?: boolean }) {
  const zone = useWorkspace(zoneOf);
  if (moves.length === 0) return null;
  return (
    <details className={css.moves}>
      <summary>{t('How it came there')}</summary>
      <ol>
        {moves.map((move) => (
          <li key={`${move.at} ${move.nodeId} ${move.to}`}>
            <span>
              {formatMoment(move.at, zone, Date.now())}
              {named ? `, ${move.name}` : ''}:{' '}
              {move.runId ? <a href={formatRoute({ page: 'run', runId: move.runId })}>{HOW[move.action]}</a> : HOW[move.action]}
              {move.who ? ` by ${move.who}` : ''}
            </span>
            <span>
              {move.from ?? 'the beginning'} → {move.to ?? 'the beginning'}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
