import { useEffect, useRef, useState } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { withSetting } from '../../forms/config-path.ts';
import { ProblemLines } from '../../forms/FieldFrame.tsx';
import { NodeForm } from '../../forms/NodeForm.tsx';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { FailureSection } from './FailureSection.tsx';
import { HelpPage } from './HelpPage.tsx';
import css from './inspector.module.css';
import { MemorySection } from './MemorySection.tsx';
import { NameInput } from './NameInput.tsx';
import { NoteSection } from './NoteSection.tsx';
import { SettingsTabs } from './SettingsTabs.tsx';
import { UnknownKind } from './UnknownKind.tsx';
import { useFormContext } from './useFormContext.ts';

/** One step: its name, its settings, what happens on failures, a note, and the help of its kind. */
export function NodePanel({ node }: { node: FlowNode }) {
  const spec = catalog.get(node.kind);
  const apply = useDocument((state) => state.apply);
  const setNodeConfig = useDocument((state) => state.setNodeConfig);
  const context = useFormContext(node);
  const [tab, setTab] = useState<'settings' | 'help'>('settings');
  const body = useRef<HTMLDivElement>(null);
  useFieldRequest(node.id, body, () => setTab('settings'));
  const rename = (name: string) => apply(`Rename to ${name}`, (flow) => edit.setNodeName(flow, node.id, name), { merge: `name:${node.id}` });
  const head = (
    <header className={css.head}>
      <RoleTile role={spec?.role ?? 'unknown'} icon={spec?.icon ?? 'question-mark'} />
      <NameInput label={t('Name of the step')} value={node.name} onChange={rename} />
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
      <SettingsTabs value={tab} onChange={setTab} />
      <div className={css.body} ref={body} role="tabpanel" aria-label={tab === 'settings' ? 'Settings' : 'Help'} tabIndex={tab === 'help' ? 0 : undefined}>
        {tab === 'help' ? (
          <HelpPage kind={spec.kind} />
        ) : (
          <>
            <p className={css.description}>{spec.description}</p>
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
          </>
        )}
      </div>
    </>
  );
}

/** Goes to a setting when the problems list or a command asks for it. */
function useFieldRequest(nodeId: string, body: React.RefObject<HTMLDivElement | null>, showSettings: () => void): void {
  const request = useSelection((state) => (state.fieldRequest?.nodeId === nodeId ? state.fieldRequest : null));
  const show = useRef(showSettings);
  show.current = showSettings;
  useEffect(() => {
    if (!request) return;
    show.current();
    const frame = requestAnimationFrame(() => {
      const box = body.current;
      if (!box) return;
      if (request.field === '@name') return box.parentElement?.querySelector<HTMLElement>('header input')?.focus();
      const fields = [...box.querySelectorAll<HTMLElement>('[data-setting]')];
      const isWanted = (field: HTMLElement) => request.field === field.dataset['setting'] || request.field.startsWith(`${field.dataset['setting']}.`);
      const wanted = fields.findLast(isWanted) ?? fields[0];
      wanted?.closest('details')?.setAttribute('open', '');
      wanted?.scrollIntoView({ block: 'nearest' });
      const invalid = wanted?.querySelector<HTMLElement>('[aria-invalid="true"]');
      (invalid ?? wanted?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, button'))?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [request, body]);
}
