import { Button, Popover } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import formCss from '../../forms/form.module.css';
import { FormulaEditor } from '../../forms/formula/FormulaEditor.tsx';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePreview } from '../../state/preview.ts';
import { conditionsOf, hasConditions, useWalk } from '../../state/walk.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import css from './step-bar.module.css';

/** The formulas that stop a walk: one for the whole flow, one for the step where it stands. */
export function StopConditions({ flowId, nodeId, stepName }: { flowId: string; nodeId: string; stepName: string }) {
  const [open, setOpen] = useState(false);
  const conditions = useWalk((state) => conditionsOf(flowId, state));
  return (
    <Popover opened={open} onChange={setOpen} width={380} position="bottom" trapFocus closeOnEscape={false} shadow="md" middlewares={{ size: true }}>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant={hasConditions(conditions) ? 'light' : 'default'}
          leftSection={<IconHandStop size={13} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('Stop when')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.conditions ?? ''} aria-label={t('Stop when')} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
        {open && <Formulas flowId={flowId} nodeId={nodeId} stepName={stepName} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Formulas({ flowId, nodeId, stepName }: { flowId: string; nodeId: string; stepName: string }) {
  const conditions = useWalk((state) => conditionsOf(flowId, state));
  const zone = useDocument((state) => state.flow?.settings.zone);
  const machineZone = useWorkspace(zoneOf);
  const steps = usePreview((state) => state.steps);
  const { setConditions } = useWalk.getState();
  const [here] = Object.values({ ...steps[nodeId]?.step.arrived, ...steps[nodeId]?.step.left }).slice(-1);
  const sample = outOf(steps[nodeId]?.step.left) ?? here ?? null;
  const everywhere = allFields(Object.values(steps).map(({ step }) => outOf(step.left)));
  const shared = { zone: zone || machineZone, placeholder: '[Amount]<0' };
  return (
    <>
      <div className={formCss.frame}>
        <span className={formCss.label}>{t('Stop at {{step}} when', { step: stepName })}</span>
        <FormulaEditor
          {...shared}
          label={t('Stop at this step when')}
          value={conditions.byNode[nodeId] ?? ''}
          onChange={(formula) => setConditions(flowId, { ...conditions, byNode: { ...conditions.byNode, [nodeId]: formula } })}
          fields={sample?.fields ?? null}
          sample={sample}
        />
      </div>
      <div className={formCss.frame}>
        <span className={formCss.label}>{t('Stop at every step when')}</span>
        <FormulaEditor
          {...shared}
          label={t('Stop at every step when')}
          value={conditions.everywhere}
          onChange={(formula) => setConditions(flowId, { ...conditions, everywhere: formula })}
          fields={everywhere.length > 0 ? everywhere : null}
          sample={sample}
        />
      </div>
      <p className={formCss.help}>{t('Only the records that a preview shows are looked at. A step without these fields is skipped.')}</p>
    </>
  );
}

function outOf(left: Readonly<Record<string, Sample>> | undefined): Sample | undefined {
  return left?.['out'] ?? Object.values(left ?? {})[0];
}

function allFields(samples: readonly (Sample | undefined)[]): Field[] {
  const fields = new Map<string, Field>();
  for (const sample of samples) for (const field of sample?.fields ?? []) if (!fields.has(field.name)) fields.set(field.name, field);
  return [...fields.values()];
}
