import { useEffect, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import type { History } from '../../state/history.ts';
import { useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { countOf, runStatusWords } from '../../ui/words.ts';

function changeWords(now: History, before: History): string {
  const steps = before.future.length - now.future.length;
  const last = now.past.at(-1)?.name ?? '';
  if (steps === -1) return t('Undone: {{change}}', { change: now.future[0]?.name ?? '' });
  if (steps < 0) return last === '' ? t('Back to the beginning') : t('Back to: {{change}}', { change: last });
  const isDoneAgain = steps > 0 && now.past.length === before.past.length + steps && now.past.at(-1)?.at === before.future[steps - 1]?.at;
  return isDoneAgain ? t('Done again: {{change}}', { change: last }) : last;
}

/** Tells a screen reader what just happened on the canvas. */
export function Announcer() {
  const [words, setWords] = useState('');
  useEffect(() => {
    const stops = [
      useDocument.subscribe((now, before) => {
        if (now.flow === before.flow || now.flowId !== before.flowId || !before.flow) return;
        setWords(changeWords(now.history, before.history));
      }),
      useSelection.subscribe((now, before) => {
        if (now.nodeIds === before.nodeIds) return;
        const [id] = now.nodeIds;
        const name = useDocument.getState().flow?.nodes.find((node) => node.id === id)?.name;
        if (now.nodeIds.length === 1 && name) setWords(`${name} selected`);
        else if (now.nodeIds.length > 1) setWords(`${countOf(now.nodeIds.length, 'step')} selected`);
      }),
      useRuns.subscribe(({ current }, before) => {
        if (current && current.status !== before.current?.status && current.runId === before.current?.runId) setWords(`Run: ${runStatusWords(current.status)}`);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}
