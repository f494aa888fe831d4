import { useEffect, useState } from 'react';
import type { UnknownEffect, UnknownEffectsOfRun } from '../../../core/api/effect-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { isAbort, toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { isOver } from '../../state/runs.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { countOf, formatCount, formatMoment } from '../../ui/words.ts';
import css from './run-page.module.css';
import own from './unknown-effects.module.css';

/** Writes of which nobody knows whether they happened: what is known of them, and the choice to send them again or to leave them. Nothing without any. */
export function UnknownEffects({ detail }: { detail: RunDetail }) {
  const { runId } = detail.run;
  const over = isOver(detail.run.status);
  const [found, setFound] = useState<UnknownEffectsOfRun | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    setFound(null);
    setError(null);
    if (over)
      api.runs.unknownEffects({ runId }, { signal: stop.signal }).then(setFound, (problem: unknown) => {
        if (!isAbort(problem)) setError(toReport(problem));
      });
    return () => stop.abort();
  }, [runId, over]);
  if (error) return <ErrorNote report={error} />;
  if (!found || found.total === 0) return null;
  const decide = (nodeId: string, decision: 'resend' | 'skip') => {
    api.runs.decideEffects({ runId, nodeId, decision }).then(setFound, (problem: unknown) => setError(toReport(problem)));
  };
  const steps = [...Map.groupBy(found.effects, (effect) => effect.nodeId)];
  return (
    <section className={own.box} aria-label={t('Unknown writes')}>
      <h2>{t('Nobody knows whether this was written')}</h2>
      {steps.map(([nodeId, effects]) => (
        <StepEffects
          key={nodeId}
          name={detail.flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId}
          nameOf={(id) => detail.flow.nodes.find((node) => node.id === id)?.name ?? id}
          effects={effects}
          onDecide={(decision) => decide(nodeId, decision)}
        />
      ))}
      {found.total > found.effects.length && <p className={own.what}>… and {countOf(found.total - found.effects.length, 'more write', 'more writes')}.</p>}
      <p className={own.what}>
        {found.undecided > 0
          ? 'Look at the other side first. Nothing is sent before you replay the run, and a replay waits for your choice.'
          : 'Replay the run to carry this out: what was sent before is not sent again.'}
      </p>
    </section>
  );
}

interface StepEffectsProps {
  name: string;
  nameOf(nodeId: string): string;
  effects: readonly UnknownEffect[];
  onDecide(decision: 'resend' | 'skip'): void;
}

function StepEffects({ name, nameOf, effects, onDecide }: StepEffectsProps) {
  const zone = useWorkspace(zoneOf);
  const now = Date.now();
  const records = effects.reduce((sum, effect) => sum + effect.records, 0);
  const undecided = effects.filter((effect) => effect.decision === undefined).length;
  const inGroups = effects.some((effect) => effect.group !== null);
  const again = effects.filter((effect) => effect.decision === 'resend').length;
  return (
    <div>
      <div className={own.step}>
        <p>
          <b>{name}</b>: {inGroups ? `${countOf(effects.length, 'group')} unknown, ${countOf(records, 'record')}` : countOf(records, 'record')}
          {undecided === 0 &&
            `. ${again === effects.length ? 'Will be sent again.' : again === 0 ? 'Will not be sent again.' : `${formatCount(again)} will be sent again.`}`}
        </p>
        {again < effects.length && (
          <button type="button" className={css.button} onClick={() => onDecide('resend')}>
            {t('Send again')}
          </button>
        )}
        {again > 0 || undecided > 0 ? (
          <button type="button" className={css.button} onClick={() => onDecide('skip')}>
            {t('Don’t send again')}
          </button>
        ) : null}
      </div>
      <details className={own.what}>
        <summary>{t('What is known')}</summary>
        <ul>
          {effects.map((effect) => (
            <li key={effect.key}>
              {countOf(effect.records, 'record')}
              {effect.first && `, beginning with record ${formatCount(effect.first.ordinal + 1)} of ${nameOf(effect.first.source)}`}, begun{' '}
              {formatMoment(effect.at, zone, now)}; {effect.said ?? 'the program ended before an answer came'}. Key <code>{effect.key}</code>
              {effect.decision &&
                `. ${effect.decision === 'resend' ? 'To be sent again' : 'Not to be sent again'}, as ${effect.decidedBy === 'setting' ? 'the step is set to' : `${effect.decidedBy} decided`}`}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
