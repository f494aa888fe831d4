import { useCallback, useEffect, useState } from 'react';
import type { FlowMemory, MemoryChange, StepMemory } from '../../../core/api/position-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import formCss from '../../forms/form.module.css';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './inspector.module.css';
import { MemoryMoves } from './MemoryMoves.tsx';
import { MoveByHand } from './MoveByHand.tsx';

/** What a step remembers from run to run, what the next run would read, and moving it by hand. Nothing where it remembers nothing. */
export function MemorySection({ nodeId }: { nodeId: string }) {
  const { memory, error, change } = useFlowMemory();
  const step = memory?.steps.find((one) => one.nodeId === nodeId);
  if (!memory || !step) return null;
  return (
    <section className={css.section} aria-label={t('What the next run reads')}>
      <h3 className={css.sectionTitle}>{step.by === 'records' ? t('What it remembers') : t('What the next run reads')}</h3>
      <MemoryFacts step={step} />
      <MoveByHand key={nodeId} step={step} onChange={change} />
      {error && (
        <p className={formCss.problem} role="alert">
          {error}
        </p>
      )}
      <MemoryMoves moves={memory.moves.filter((move) => move.nodeId === nodeId)} />
    </section>
  );
}

/** The same for all steps of the flow, to be read only. */
export function FlowMemorySection() {
  const { memory } = useFlowMemory();
  if (!memory || memory.steps.length === 0) return null;
  return (
    <section className={css.section} aria-label={t('What the next run reads')}>
      <h3 className={css.sectionTitle}>{t('What the next run reads')}</h3>
      {memory.steps.map((step) => (
        <div key={step.nodeId}>
          <b className={formCss.label}>{step.name}</b>
          <MemoryFacts step={step} />
        </div>
      ))}
      <MemoryMoves moves={memory.moves} named />
    </section>
  );
}

function MemoryFacts({ step }: { step: StepMemory }) {
  const zone = useWorkspace(zoneOf);
  const fresh = step.files?.fresh ?? [];
  return (
    <>
      <p className={formCss.help}>{told(step.next)}</p>
      {step.by !== 'records' && (
        <p className={formCss.help}>
          {t('Stands at:')} <b>{step.position ? told(step.position) : t('the beginning')}</b>
          {step.changedAt !== undefined && step.runId !== undefined && (
            <>
              {t(', since')} <a href={formatRoute({ page: 'run', runId: step.runId })}>{formatMoment(step.changedAt, zone, Date.now())}</a>
            </>
          )}
        </p>
      )}
      {fresh.length > 0 && (
        <ul className={css.fresh}>
          {fresh.slice(0, 5).map((file) => (
            <li key={file} title={file}>
              {file.replace(/^.*[\\/]/, '')}
            </li>
          ))}
          {fresh.length > 5 && <li>{t('and {{number}} more', { number: fresh.length - 5 })}</li>}
        </ul>
      )}
      {step.doubt && <p className={css.doubt}>{told(step.doubt)}</p>}
    </>
  );
}

/** What the steps of the flow remember; asked for again when its settings change or a run of it ends. */
function useFlowMemory(): { memory: FlowMemory | null; error: string | null; change(change: MemoryChange): Promise<boolean> } {
  const flow = useDocument((state) => state.flow);
  const flowId = useDocument((state) => state.flowId);
  const going = useWorkspace((state) => state.runsChanged);
  const [memory, setMemory] = useState<FlowMemory | null>(null);
  const [error, setError] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again when a run begins or ends
  useEffect(() => {
    if (!flow || !flowId) return;
    let gone = false;
    const timer = setTimeout(() => {
      api.design.memory({ flowId, flow }).then(
        (answer) => !gone && setMemory(answer),
        () => !gone && setMemory(null),
      );
    }, 300);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [flow, flowId, going]);
  const change = useCallback(
    async (wanted: MemoryChange) => {
      if (!flow || !flowId) return false;
      try {
        setMemory(await api.design.changeMemory({ flowId, flow, change: wanted }));
        setError(null);
        return true;
      } catch (reason) {
        const { message, hint } = toReport(reason);
        setError(hint ? `${message} ${hint}` : message);
        return false;
      }
    },
    [flow, flowId],
  );
  return { memory, error, change };
}
