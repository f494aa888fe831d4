import { Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown, IconFileImport, IconPlus, IconSearch, IconSparkles } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { runCommand } from '../../commands/command.ts';
import { importFlow } from '../../commands/import-flow.ts';
import { newFlow } from '../../commands/new-flow.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FewFlows } from './FewFlows.tsx';
import styles from './FlowsPage.module.css';
import { FlowTable } from './FlowTable.tsx';
import { type FlowOrder, sortFlows } from './order.ts';
import { useFlows } from './use-flows.ts';

/** A list this short leaves room for examples below it. */
const FEW = 4;

/** All flows of the workspace. */
export function FlowsPage() {
  const { flows, error, reload } = useFlows();
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<FlowOrder>({ by: 'name', down: false });
  const isShort = flows !== null && flows.length > 0 && flows.length <= FEW;
  const shown = useMemo(() => sortFlows(flows ?? [], query, order), [flows, query, order]);
  return (
    <div className={styles.page} data-short={isShort || undefined}>
      <header className={styles.head}>
        <h1>{t('Flows')}</h1>
        {flows && (
          <span className={styles.count}>
            {query ? t('{{shown}} of {{count}} flows', { shown: shown.length, count: flows.length }) : t('{{count}} flows', { count: flows.length })}
          </span>
        )}
        <TextInput
          className={styles.search ?? ''}
          type="search"
          placeholder={t('Find a flow')}
          aria-label={t('Find a flow')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <span className={styles.gap} />
        <Button variant="default" leftSection={<IconFileImport size={15} aria-hidden="true" />} onClick={() => void runCommand(importFlow)}>
          {t('Import')}
        </Button>
        <Menu>
          <Menu.Target>
            <Button leftSection={<IconPlus size={15} aria-hidden="true" />} rightSection={<IconChevronDown size={13} aria-hidden="true" />}>
              {t('New flow')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPlus size={15} aria-hidden="true" />} onClick={() => void runCommand(newFlow)}>
              {t('Empty flow')}
            </Menu.Item>
            <Menu.Item leftSection={<IconSparkles size={15} aria-hidden="true" />} onClick={openExamples}>
              {t('From an example')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      {error && (
        <ErrorNote
          report={error}
          actions={
            <Button size="compact-xs" onClick={reload}>
              {t('Try again')}
            </Button>
          }
        />
      )}
      {flows && flows.length === 0 && <NoFlows />}
      {flows && flows.length > 0 && <FlowTable flows={shown} order={order} onOrder={setOrder} />}
      {flows && flows.length > 0 && shown.length === 0 && <p className={styles.none}>{t('No flow is called "{{query}}".', { query })}</p>}
      {isShort && query === '' && <FewFlows flows={flows} />}
    </div>
  );
}

const openExamples = () => goTo({ page: 'examples' });

function NoFlows() {
  return (
    <EmptyState
      title={t('No flows yet')}
      actions={
        <>
          <Button leftSection={<IconPlus size={15} aria-hidden="true" />} onClick={() => void runCommand(newFlow)}>
            {t('New flow')}
          </Button>
          <Button variant="default" onClick={openExamples}>
            {t('Look at the examples')}
          </Button>
        </>
      }
    >
      {t('A flow takes data from one system, changes it on the way, and gives it to another: by hand, or every night on its own.')}
    </EmptyState>
  );
}
