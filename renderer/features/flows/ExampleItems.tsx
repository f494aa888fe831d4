import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { createAndOpen } from '../../editing/flow-files.ts';
import { t } from '../../i18n/i18n.ts';
import { sayFailed } from '../../ui/say.ts';
import styles from './FlowsPage.module.css';

type Example = Awaited<ReturnType<typeof api.flows.examples>>[number];

/** The examples as items of a menu. */
export function ExampleItems() {
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    api.flows.examples().then(setExamples, () => undefined);
  }, []);
  if (examples.length === 0) return null;
  return (
    <>
      <Menu.Label>{t('Examples')}</Menu.Label>
      {examples.map(({ example, name, description }) => (
        <Menu.Item
          key={example}
          className={styles.example ?? ''}
          onClick={() => {
            createAndOpen(example).catch((error: unknown) => sayFailed(t('The example could not be opened'), toReport(error)));
          }}
        >
          {name}
          <small>{description}</small>
        </Menu.Item>
      ))}
    </>
  );
}
