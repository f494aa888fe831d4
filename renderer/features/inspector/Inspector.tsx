import { useRef } from 'react';
import { useDocument } from '../../state/document.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';
import { FlowSettingsPanel } from './FlowSettingsPanel.tsx';
import css from './inspector.module.css';
import { NodePanel } from './NodePanel.tsx';
import { useWayBack } from './use-way-back.ts';

/** Right of the canvas: all about the selected step, or about the flow when none is selected. */
export function Inspector() {
  const nodeId = useSelection(selectedNodeId);
  const many = useSelection((state) => state.nodeIds.length);
  const node = useDocument((state) => state.flow?.nodes.find((one) => one.id === nodeId) ?? null);
  const open = useDocument((state) => state.flow !== null);
  const box = useRef<HTMLDivElement>(null);
  useWayBack(box);
  return (
    <div ref={box} className={css.inspector}>
      {!open ? null : node ? (
        <NodePanel key={node.id} node={node} />
      ) : many > 1 ? (
        <p className={css.several}>{many} steps are selected. Select one to see its settings.</p>
      ) : (
        <FlowSettingsPanel />
      )}
    </div>
  );
}
