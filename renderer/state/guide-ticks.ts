import type { Flow } from '../../core/flow/flow.ts';
import { catalog } from '../../core/nodes/index.ts';
import { useDocument } from './document.ts';
import { useFollowed } from './followed.ts';
import { tick, useGuide } from './guide.ts';
import { useInspection } from './inspection.ts';
import { usePreview } from './preview.ts';
import { useRoute } from './route.ts';
import { isOver, useRuns } from './runs.ts';
import { sameJson } from './same-json.ts';
import { useSelection } from './selection.ts';
import { useUi } from './ui.ts';

/** Ticks the first steps off as they are done, wherever that is, while their guide is open. Returns how to stop. */
export function startTicking(): () => void {
  let from: Flow | null = null;
  const isOn = () => useGuide.getState().open && useDocument.getState().flowId === useGuide.getState().flowId;
  const stops = [
    useDocument.subscribe(({ flow, flowId }, before) => {
      if (flowId !== before.flowId) from = null;
      if (isOn()) from ??= flow;
    }),
    useSelection.subscribe(({ focus }, before) => {
      if (isOn() && focus && focus !== before.focus) tick('look');
    }),
    useFollowed.subscribe(({ way }) => {
      if (isOn() && Object.keys(way).length > 0) tick('follow');
    }),
    usePreview.subscribe(({ steps }) => {
      const { flow } = useDocument.getState();
      if (!isOn() || !from || !flow) return;
      const changed = conditionSteps(flow).filter((node) => !sameJson(node.config, configOf(from, node.id)));
      if (changed.some(({ id, config }) => sameJson(configOf(steps[id]?.flow, id), config))) tick('change');
    }),
    useInspection.subscribe(noteBroken),
    useUi.subscribe(noteBroken),
    useRuns.subscribe(({ current }, { current: before }) => {
      if (isOn() && current?.runId === before?.runId && before && !isOver(before.status) && current && isOver(current.status)) tick('run');
    }),
    useRoute.subscribe(({ route }) => {
      if (isOn() && route.page === 'run') tick('account');
    }),
  ];
  function noteBroken(): void {
    const isBroken = useInspection.getState().problems.some(({ severity }) => severity === 'error');
    if (isOn() && isBroken && useUi.getState().problemsOpen) tick('break');
  }
  return () => {
    for (const stop of stops) stop();
  };
}

/** Steps that are set by conditions. */
export function conditionSteps({ nodes }: Flow): Flow['nodes'] {
  return nodes.filter(({ kind }) => catalog.get(kind)?.form.some(({ fields }) => fields.some(({ widget }) => widget === 'conditions')));
}

function configOf(flow: Flow | null | undefined, nodeId: string): unknown {
  return flow?.nodes.find(({ id }) => id === nodeId)?.config ?? null;
}
