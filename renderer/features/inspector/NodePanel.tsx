import { IconHelp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { withSetting } from '../../forms/config-path.ts';
import { ProblemLines } from '../../forms/FieldFrame.tsx';
import formCss from '../../forms/form.module.css';
import { NodeForm } from '../../forms/NodeForm.tsx';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { FailureSection } from './FailureSection.tsx';
import css from './inspector.module.css';
import { MemorySection } from './MemorySection.tsx';
import { NameInput } from './NameInput.tsx';
import { NoteSection } from './NoteSection.tsx';
import { ProblemSummary } from './ProblemSummary.tsx';
import { SettingsMenu } from './SettingsMenu.tsx';
import { UnknownKind } from './UnknownKind.tsx';
import { useFormContext } from './useFormContext.ts';

interface NodePanelProps {
  node: FlowNode;
  /** Opens the help of the step's kind where it explains this setting; empty: at its beginning. */
  onHelp(field: string): void;
}

/** One step: its name, its settings, what happens on failures, and a note. */
export function NodePanel({ node, onHelp }: NodePanelProps) {
  const spec = catalog.get(node.kind);
  const apply = useDocument((state) => state.apply);
  const setNodeConfig = useDocument((state) => state.setNodeConfig);
  const context = useFormContext(node, onHelp);
  const body = useRef<HTMLDivElement>(null);
  useFieldRequest(node.id, body);
  const rename = (name: string) => apply(t('Rename to {{name}}', { name }), (flow) => edit.setNodeName(flow, node.id, name), { merge: `name:${node.id}` });
  const head = (
    <header className={css.head}>
      <RoleTile role={spec?.role ?? 'unknown'} icon={spec?.icon ?? 'question-mark'} />
      <NameInput label={t('Name of the step')} value={node.name} onChange={rename} />
      {spec && context && <SettingsMenu node={node} spec={spec} />}
      {spec && (
        <button type="button" className={formCss.icon} aria-label={t('Help')} title={t('Help (F1)')} onClick={() => onHelp('')}>
          <IconHelp size={16} />
        </button>
      )}
    </header>
  );
  if (!spec || !context)
    return (
      <>
        {head}
        <UnknownKind node={node} known={spec !== undefined} />
      </>
    );
  const shown = spec.form.flatMap((section) => section.fields.map((field) => field.field));
  const elsewhere = context.problems.filter((problem) => !shown.some((field) => problem.field === field || problem.field?.startsWith(`${field}.`)));
  return (
    <>
      {head}
      <div className={css.body} ref={body}>
        <p className={css.description}>{told(spec.description)}</p>
        <ProblemSummary nodeId={node.id} sections={spec.form} problems={context.problems} />
        {elsewhere.length > 0 && (
          <div className={css.elsewhere}>
            <ProblemLines problems={elsewhere} />
          </div>
        )}
        <NodeForm
          sections={spec.form}
          context={context}
          onChange={(field, value, part) =>
            setNodeConfig(node.id, withSetting({ ...node.config, ...context.config }, field, value), { merge: `config:${node.id}:${part ?? field}` })
          }
        />
        {spec.form.length === 0 && <p className={css.quiet}>{t('There is nothing to set.')}</p>}
        {spec.role !== 'trigger' && <MemorySection nodeId={node.id} />}
        {spec.role !== 'trigger' && <FailureSection node={node} effects={spec.effects(context.config)} />}
        <NoteSection node={node} />
      </div>
    </>
  );
}

/** Goes to a setting when the problems list or a command asks for it: at once where it stands already, because what is typed next is meant for it. */
function useFieldRequest(nodeId: string, body: React.RefObject<HTMLDivElement | null>): void {
  const request = useSelection((state) => (state.fieldRequest?.nodeId === nodeId ? state.fieldRequest : null));
  useEffect(() => {
    if (!request) return;
    const go = (): boolean => {
      const control = body.current && controlOf(body.current, request.field);
      if (!control) return false;
      control.scrollIntoView({ block: 'nearest' });
      control.focus();
      return true;
    };
    const isThere = go();
    // Once more with the next frame: what had to be unfolded, or is drawn with it, is there then.
    const frame = requestAnimationFrame(() => {
      if (!isThere) go();
      useSelection.getState().answered(request);
    });
    return () => cancelAnimationFrame(frame);
  }, [request, body]);
}

/** The control of a setting, unfolded if need be: the one that is wrong, else its first. '' and unknown settings mean the first of all. */
function controlOf(body: HTMLElement, setting: string): HTMLElement | null {
  if (setting === '@name') return body.parentElement?.querySelector<HTMLElement>('header input') ?? null;
  const fields = [...body.querySelectorAll<HTMLElement>('[data-setting]')];
  const isWanted = (field: HTMLElement) => setting === field.dataset['setting'] || setting.startsWith(`${field.dataset['setting']}.`);
  const wanted = fields.findLast(isWanted) ?? fields[0];
  wanted?.closest('details')?.setAttribute('open', '');
  const invalid = wanted?.querySelector<HTMLElement>('[aria-invalid="true"]');
  return invalid ?? wanted?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, button') ?? null;
}
