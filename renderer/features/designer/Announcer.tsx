import { useEffect, useState } from 'react';
import { useDocument } from '../../state/document.ts';
import { useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { countOf, runStatusWords } from '../../ui/words.ts';

/** Tells a screen reader what just happened on the canvas. */
export function Announcer() {
  const [words, setWords] = useState('');
  useEffect(() => {
    const stops = [
      useDocument.subscribe((now, before) => {
        if (now.flow === before.flow || now.flowId !== before.flowId || !before.flow) return;
        if (now.history.future.length > before.history.future.length) setWords(`Undone: ${now.history.future[0]?.name}`);
        else if (before.history.future.length > 0 && now.history.future.length === before.history.future.length - 1)
          setWords(`Done again: ${now.history.past.at(-1)?.name}`);
        else setWords(now.history.past.at(-1)?.name ?? '');
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
