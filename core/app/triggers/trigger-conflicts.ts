import type { Flow, Problem } from '../../flow/flow.ts';
import { circleOf } from '../../triggers/after-flow.ts';
import { triggersOf } from '../../triggers/flow-triggers.ts';
import type { Parts } from '../parts.ts';

/**
 * What keeps a flow from being published beside those that are live: a path that another flow, or another trigger of its own, has (`path-taken`), and that it
 * would wait for itself (`flow-circle`). Warnings: by hand it can be run.
 */
export function triggerConflicts({ store, catalog }: Pick<Parts, 'store' | 'catalog'>, flow: Flow): Problem[] {
  const nameOf = (id: string) => (id === flow.id ? flow.name : (store.flows.find(id)?.name ?? id));
  const triggers = triggersOf(flow, catalog);
  const paths = new Set<string>();
  const problems = triggers.flatMap(({ nodeId, name: trigger, settings }): Problem[] => {
    if (settings.on !== 'requests' || settings.path === '') return [];
    const { path } = settings;
    const other = store.triggers.watching('requests', path).find(({ flowId }) => flowId !== flow.id);
    const isTwice = paths.has(path);
    paths.add(path);
    if (!other && !isTwice) return [];
    const owner = nameOf(other?.flowId ?? '');
    const message = other
      ? `${trigger}: the path "${path}" is taken by the live flow "${owner}".`
      : `${trigger}: another trigger of this flow has the path "${path}" too.`;
    return [{ node: nodeId, field: 'path', severity: 'warning', code: 'path-taken', message, hint: 'Choose another path: each belongs to one trigger.' }];
  });
  const waitsFor = triggers.flatMap(({ settings }) => (settings.on === 'flow-ended' ? [settings.flowId] : []));
  const circle = waitsFor.length > 0 ? circleOf(store, flow.id, waitsFor) : null;
  if (!circle) return problems;
  const way = [...circle, flow.id].map((id) => `"${nameOf(id)}"`).join(' → ');
  const node = triggers.find(({ settings }) => settings.on === 'flow-ended' && circle.includes(settings.flowId))?.nodeId;
  const found: Problem = {
    ...(node === undefined ? {} : { node, field: 'flow' }),
    severity: 'warning',
    code: 'flow-circle',
    message: `"${flow.name}" would wait for itself: ${way}.`,
    hint: 'Take one of these flows out of the circle: they would start each other for ever.',
  };
  return [...problems, found];
}
