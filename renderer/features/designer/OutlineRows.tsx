import { IconChevronDown, IconChevronRight, IconNote, IconStack2 } from '@tabler/icons-react';
import type { Flow, FlowGroup, FlowNode, FlowNote } from '../../../core/flow/flow.ts';
import { edgesFrom, nodeOf } from '../../../core/flow/graph.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { noteCardId } from '../../canvas/card-ids.ts';
import { useFactsSource } from '../../canvas/facts.ts';
import { stripWords } from '../../canvas/strip-words.ts';
import { showStep, toggleGroup } from '../../editing/groups.ts';
import { writeOnCanvas } from '../../editing/notes.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useSelection } from '../../state/selection.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { glyphWords, StateGlyph } from '../../ui/StateGlyph.tsx';
import styles from './Outline.module.css';

/** A step in the list: what it is set to do, how it stands, where its records go on to, and its note. */
export function StepRow({ flow, node, number, isSelected }: { flow: Flow; node: FlowNode; number: number; isSelected: boolean }) {
  const face = faceOf(node, flow.edges);
  const { status, facts, sampled, problem, line } = useFactsSource().useNode(node.id);
  const counts = facts && facts.status !== 'waiting' ? stripWords(face.role, facts, sampled).map((part) => part.text) : [];
  if (line) counts.unshift(line.words);
  const next = [...new Set(edgesFrom(flow, node.id).map((edge) => nodeOf(flow, edge.to.node)?.name))].filter(Boolean);
  const state = `${withoutPoint(told(problem)) || glyphWords(status)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  const sentence = `${face.kindTitle}: ${face.summary}. ${state}.${next.length > 0 ? ` ${t('Goes on to {{steps}}.', { steps: next.join(', ') })}` : ''}`;
  return (
    <button type="button" aria-pressed={isSelected} onClick={() => showStep(node.id)} onDoubleClick={() => useSelection.getState().goToField(node.id, '')}>
      <span className={styles.number}>{number}</span>
      <RoleTile role={face.role} icon={face.icon} size={24} />
      <span className={styles.words}>
        <b>{face.name}</b>
        <small>{sentence}</small>
        {node.note && <small className={styles.note}>{t('Note: {{note}}', { note: node.note })}</small>}
      </span>
      <StateGlyph state={status} beside />
    </button>
  );
}

/** A group in the list; it opens and collapses here as it does on the canvas. */
export function GroupRow({ group, members, isSelected }: { group: FlowGroup; members: readonly string[]; isSelected: boolean }) {
  const { status, parts, problem } = useFactsSource().useGroup(members);
  const choose = () => {
    useSelection.getState().select(members);
    const [first] = members;
    if (first !== undefined) useCanvasDoor.getState().canvas?.reveal(first);
  };
  const Icon = group.collapsed ? IconChevronRight : IconChevronDown;
  const state = [withoutPoint(told(problem)) || glyphWords(status), ...parts.map((part) => part.text)].join(', ');
  return (
    <div className={styles.group}>
      <button type="button" aria-pressed={isSelected} onClick={choose}>
        <IconStack2 size={18} aria-hidden />
        <span className={styles.words}>
          <b>{group.name}</b>
          <small>{t('Group of {{count}} steps. {{state}}.', { count: members.length, state })}</small>
        </span>
        <StateGlyph state={status} beside />
      </button>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!group.collapsed}
        aria-label={group.collapsed ? t('Open {{group}}', { group: group.name }) : t('Collapse {{group}}', { group: group.name })}
        onClick={() => toggleInList(group.id)}
      >
        <Icon size={16} aria-hidden />
      </button>
    </div>
  );
}

/** The focus stays in the list. */
function toggleInList(groupId: string): void {
  const focused = document.activeElement;
  toggleGroup(groupId);
  requestAnimationFrame(() => requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus({ preventScroll: true })));
}

/** A free note in the list. */
export function NoteRow({ note, isSelected }: { note: FlowNote; isSelected: boolean }) {
  const choose = () => {
    useSelection.getState().select([], [], [note.id]);
    useCanvasDoor.getState().canvas?.reveal(noteCardId(note.id));
  };
  return (
    <button type="button" aria-pressed={isSelected} onClick={choose} onDoubleClick={() => writeOnCanvas(note.id)}>
      <IconNote size={18} aria-hidden />
      <span className={styles.words}>
        <b>{t('Note')}</b>
        <small>{note.text}</small>
      </span>
    </button>
  );
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
