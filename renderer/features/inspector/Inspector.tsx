import { useCallback, useRef, useState } from 'react';
import { catalog } from '../../../core/nodes/index.ts';
import { wholeGroup } from '../../editing/groups.ts';
import { type HelpAsk, HelpPanel } from '../../forms/help/HelpPanel.tsx';
import { labelOf } from '../../forms/help/help-search.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';
import { FlowSettingsPanel } from './FlowSettingsPanel.tsx';
import { GroupPanel } from './GroupPanel.tsx';
import css from './inspector.module.css';
import { NodePanel } from './NodePanel.tsx';
import { NotePanel } from './NotePanel.tsx';
import { useWayBack } from './use-way-back.ts';

/** Right of the canvas: all about the selected step, group or note, or about the flow when none is selected. */
export function Inspector() {
  const nodeId = useSelection(selectedNodeId);
  const nodeIds = useSelection((state) => state.nodeIds);
  const noteIds = useSelection((state) => state.noteIds);
  const group = useDocument((state) => wholeGroup(state.flow, nodeIds));
  const note = useDocument((state) => (nodeIds.length === 0 && noteIds.length === 1 ? state.flow?.notes.find((one) => one.id === noteIds[0]) : undefined));
  const many = nodeIds.length;
  const node = useDocument((state) => state.flow?.nodes.find((one) => one.id === nodeId) ?? null);
  const open = useDocument((state) => state.flow !== null);
  const box = useRef<HTMLDivElement>(null);
  useWayBack(box);
  const [help, setHelp] = useState<HelpAsk | null>(null);
  const asker = useRef<HTMLElement | null>(null);
  const showHelp = useCallback((field: string) => {
    asker.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setHelp((now) => ({ field, ask: (now?.ask ?? 0) + 1 }));
  }, []);
  const closeHelp = () => {
    setHelp(null);
    asker.current?.focus();
  };
  const spec = node ? catalog.get(node.kind) : undefined;
  const helpOnFocused = (event: React.KeyboardEvent) => {
    if (event.key !== 'F1' || !spec) return;
    event.preventDefault();
    const setting = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-setting]')?.dataset['setting'] : undefined;
    showHelp(setting ?? '');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F1 in any control of the form; each of them is interactive itself
    <div ref={box} className={css.inspector} onKeyDown={helpOnFocused}>
      {help && spec && (
        <HelpPanel of="nodes" kind={spec.kind} title={told(spec.title)} label={labelOf(spec.form, help.field)} ask={help.ask} onClose={closeHelp} />
      )}
      {!open ? null : group ? (
        <GroupPanel key={group.id} group={group} />
      ) : node ? (
        <NodePanel key={node.id} node={node} onHelp={showHelp} />
      ) : note ? (
        <NotePanel key={note.id} note={note} />
      ) : many > 1 ? (
        <p className={css.several}>{t('{{count}} steps are selected. Select one to see its settings.', { count: many })}</p>
      ) : (
        <FlowSettingsPanel />
      )}
    </div>
  );
}
