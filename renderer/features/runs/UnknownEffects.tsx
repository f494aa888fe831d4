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
import { formatMoment } from '../../ui/words.ts';
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
      {found.total > found.effects.length && <p className={own.what}>{t('… and {{count}} more writes.', { count: found.total - found.effects.length })}</p>}
      <p className={own.what}>
        {found.undecided > 0
          ? t('Look at the other side first. Nothing is sent before you replay the run, and a replay waits for your choice.')
          : t('Replay the run to carry this out: what was sent before is not sent again.')}
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
          <b>{name}</b>: {inGroups && `${t('{{count}} groups unknown', { count: effects.length })}, `}
          {t('{{count}} records', { count: records })}
          {undecided === 0 &&
            `. ${again === effects.length ? t('Will be sent again.') : again === 0 ? t('Will not be sent again.') : t('{{again}} will be sent again.', { again })}`}
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
              {[
                t('{{count}} records', { count: effect.records }),
                effect.first && t('beginning with record {{number}} of {{source}}', { number: effect.first.ordinal + 1, source: nameOf(effect.first.source) }),
                t('begun {{when}}', { when: formatMoment(effect.at, zone, now) }),
              ]
                .filter(Boolean)
                .join(', ')}
              ; {effect.said ?? t('the program ended before an answer came')}. {t('Key')} <code>{effect.key}</code>
              {effect.decision && `. ${decisionWords(effect.decision, effect.decidedBy)}`}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function decisionWords(decision: string, by: string | undefined): string {
  if (by === 'setting') return decision === 'resend' ? t('To be sent again, as the step is set to') : t('Not to be sent again, as the step is set to');
  const who = by ?? '';
  return decision === 'resend' ? t('To be sent again, as {{who}} decided', { who }) : t('Not to be sent again, as {{who}} decided', { who });
}
