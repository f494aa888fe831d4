import type { FlowMemory } from '../../../core/api/position-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './inspector.module.css';

const HOW = { run: text('a run'), replay: text('a replay'), set: text('moved'), reset: text('started over'), forget: text('one file forgotten') } as const;

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
              {move.runId ? <a href={formatRoute({ page: 'run', runId: move.runId })}>{told(HOW[move.action])}</a> : told(HOW[move.action])}
              {move.who ? ` ${t('by {{who}}', { who: move.who })}` : ''}
            </span>
            <span>
              {move.from ?? t('the beginning')} → {move.to ?? t('the beginning')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
