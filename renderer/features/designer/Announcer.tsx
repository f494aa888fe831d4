import { useEffect, useState } from 'react';
import { wholeGroup } from '../../editing/groups.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import type { History } from '../../state/history.ts';
import { usePreview } from '../../state/preview.ts';
import { useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { previewWords, runWords } from './heard-words.ts';

function changeWords(now: History, before: History): string {
  const steps = before.future.length - now.future.length;
  const last = now.past.at(-1)?.name ?? '';
  if (steps === -1) return t('Undone: {{change}}', { change: now.future[0]?.name ?? '' });
  if (steps < 0) return last === '' ? t('Back to the beginning') : t('Back to: {{change}}', { change: last });
  const isDoneAgain = steps > 0 && now.past.length === before.past.length + steps && now.past.at(-1)?.at === before.future[steps - 1]?.at;
  return isDoneAgain ? t('Done again: {{change}}', { change: last }) : last;
}

function groupWords(group: string, count: number, collapsed: boolean): string {
  return collapsed
    ? t('Group {{group}} selected, {{count}} steps, collapsed', { group, count })
    : t('Group {{group}} selected, {{count}} steps', { group, count });
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
        if (now.nodeIds === before.nodeIds && now.noteIds === before.noteIds) return;
        const { flow } = useDocument.getState();
        const [id] = now.nodeIds;
        const name = flow?.nodes.find((node) => node.id === id)?.name;
        const group = wholeGroup(flow, now.nodeIds);
        const note = flow?.notes.find((one) => one.id === now.noteIds[0]);
        if (group) setWords(groupWords(group.name, now.nodeIds.length, group.collapsed === true));
        else if (now.nodeIds.length === 0 && note) setWords(t('Note selected: {{note}}', { note: note.text }));
        else if (now.nodeIds.length === 1 && name) setWords(t('{{name}} selected', { name }));
        else if (now.nodeIds.length + now.edgeIds.length === 0) setWords(t('Nothing selected'));
        else if (now.nodeIds.length > 1) setWords(t('{{count}} steps selected', { count: now.nodeIds.length }));
      }),
      useRuns.subscribe(({ current }, before) => {
        if (current && current.status !== before.current?.status && current.runId === before.current?.runId) setWords(runWords(current));
      }),
      usePreview.subscribe(({ status }, before) => {
        if (before.status === 'running' && (status === 'done' || status === 'failed')) setWords(previewWords());
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
