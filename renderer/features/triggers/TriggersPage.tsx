import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sayFailed } from '../../ui/say.ts';
import { TriggerCard } from './TriggerCard.tsx';
import css from './triggers.module.css';
import { useTriggers } from './use-triggers.ts';

/** All triggers of live flows; those that do not work come first. */
export function TriggersPage() {
  const { rows, failed, reload } = useTriggers();
  const paused = useWorkspace((state) => state.state?.paused ?? false);
  const act = (work: Promise<unknown>) => void work.then(reload, (error: unknown) => sayFailed(t('The triggers could not be told'), toReport(error)));
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('Triggers')}</h1>
        <span className={css.quiet}>{t('What starts live flows automatically: whether it is alive, what it received last, and when it is due next.')}</span>
        <span className={css.gap} />
        {rows !== null && rows.length > 0 && (
          <>
            <Button variant="default" leftSection={<IconRefresh size={15} aria-hidden="true" />} onClick={() => act(api.triggers.look())}>
              {t('Look now')}
            </Button>
            <Button variant="default" onClick={() => act(api.app.pauseAll({ paused: !paused }))}>
              {paused ? t('Let triggers run again') : t('Pause all triggers')}
            </Button>
          </>
        )}
      </header>
      {failed && <ErrorNote report={failed} />}
      {rows?.length === 0 ? (
        <EmptyState title={t('No flow starts automatically yet')} actions={<Button onClick={() => goTo({ page: 'flows' })}>{t('Go to flows')}</Button>}>
          {t('Give a flow a trigger (a schedule, files that arrive, a webhook, the end of another flow) and publish it. Then it is watched over here.')}
        </EmptyState>
      ) : (
        <ul className={css.list} aria-label={t('Triggers of live flows')}>
          {rows?.map((row) => (
            <TriggerCard key={`${row.flowId}/${row.nodeId}`} trigger={row} onChanged={reload} />
          ))}
        </ul>
      )}
    </div>
  );
}
