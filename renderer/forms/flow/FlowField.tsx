import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';
import css from '../pickers.module.css';
import type { WidgetProps } from '../widget.ts';

interface Choice {
  value: string;
  label: string;
}

/** A flow of the workspace, by its name; kept by its id, so that renaming changes nothing. */
export function FlowField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const flows = useFlows(context.flowId);
  const gone = flows !== null && value !== '' && !flows.some((flow) => flow.value === value);
  const known = String(context.config[field.dependsOn ?? ''] ?? '');
  const choices = flows === null || gone ? [...(value === '' ? [] : [{ value, label: known || value }]), ...(flows ?? [])] : flows;
  return (
    <>
      <Select
        id={id}
        classNames={{ input: css.input ?? '' }}
        aria-describedby={describedBy}
        error={problems.length > 0}
        data={choices}
        value={value === '' ? null : value}
        placeholder={t('Choose a flow')}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('No other flow of this name')}
        onChange={(chosen) => {
          if (chosen === null) return;
          const name = choices.find((flow) => flow.value === chosen)?.label ?? '';
          if (field.dependsOn) context.set({ [field.field]: chosen, [field.dependsOn]: name });
          else onChange(chosen);
        }}
      />
      {gone && <small className={css.sample}>{t('This flow is no longer in the workspace.')}</small>}
    </>
  );
}

/** The other flows of the workspace; null until they are known. */
function useFlows(own: string): Choice[] | null {
  const changed = useWorkspace((state) => state.flowsChanged);
  const [flows, setFlows] = useState<Choice[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of any flow may be another name
  useEffect(() => {
    let left = false;
    api.flows.list().then(
      (rows) => !left && setFlows(rows.filter(({ flowId }) => flowId !== own).map(({ flowId, name }) => ({ value: flowId, label: name }))),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [own, changed]);
  return flows;
}
