import { Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { keyFieldsOf } from '../../../core/flow/key-fields.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { finishedRuns } from '../../state/earlier-runs.ts';
import { goTo } from '../../state/route.ts';
import type { EarlierRun, FollowedStep } from '../../ui/record-drawer/data-provider.ts';
import { isEmptyText, plainText } from '../../ui/values.ts';
import css from './drawer.module.css';

/** Looks for the record that is followed in a finished run of the flow: by its key where it has one, else by what is typed there. */
export function FollowInRun({ steps }: { steps: readonly FollowedStep[] }) {
  const flow = useDocument((state) => state.flow);
  const flowId = useDocument((state) => state.flowId);
  const [runs, setRuns] = useState<readonly EarlierRun[] | null>(null);
  if (!flow || !flowId) return null;
  const find = keyOf(steps, keyFieldsOf(flow, catalog));
  const load = () => void finishedRuns(flowId).then(setRuns, () => setRuns([]));
  return (
    <Menu position="bottom-end" shadow="md" width={340} onOpen={load}>
      <Menu.Target>
        <button type="button" className={css.inRun}>
          <IconHistory size={14} aria-hidden /> {t('In a run…')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {find.field === undefined
            ? t('Choose a run, then say what to look for')
            : t('Where {{field}} is {{value}}, in the run of', { field: find.field, value: find.words })}
        </Menu.Label>
        {runs === null && <Menu.Item disabled>{t('Looking for earlier runs…')}</Menu.Item>}
        {runs?.length === 0 && <Menu.Item disabled>{t('This flow has not been run yet.')}</Menu.Item>}
        <div className={css.runs}>
          {runs?.map((run) => (
            <Menu.Item key={run.runId} onClick={() => goTo({ page: 'run', runId: run.runId, find })}>
              {run.words}
            </Menu.Item>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The value that the record is known by: of the first key field that it has where it was read, or else anywhere. */
function keyOf(steps: readonly FollowedStep[], keys: readonly string[]): { words: string; field?: string } {
  for (const step of steps)
    for (const field of keys) {
      const value = step.row[step.fields.findIndex(({ name }) => name === field)];
      if (!isEmptyText(value)) return { words: plainText(value), field };
    }
  return { words: '' };
}
