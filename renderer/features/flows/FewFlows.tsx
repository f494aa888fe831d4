import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ExampleRow, FlowRow } from '../../../core/api/flow-models.ts';
import { api } from '../../api/client.ts';
import { t, told } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { ExampleCard } from './ExampleCard.tsx';
import examplesCss from './ExamplesPage.module.css';
import styles from './FlowsPage.module.css';

const SUGGESTED = 3;

/** Below a list that is still short: examples that are not in it yet, to open and take apart. */
export function FewFlows({ flows }: { flows: readonly FlowRow[] }) {
  const [examples, setExamples] = useState<readonly ExampleRow[]>([]);
  useEffect(() => {
    // They are an offer: without them the list is as it was.
    api.flows.examples().then(setExamples, () => undefined);
  }, []);
  const own = new Set(flows.map(({ name }) => name));
  const other = examples.filter(({ name }) => !own.has(name) && !own.has(told(name))).slice(0, SUGGESTED);
  if (other.length === 0) return null;
  return (
    <section className={styles.few} aria-label={t('Examples to begin with')}>
      <header>
        <h2>{t('Examples to begin with')}</h2>
        <p>{t('Each is a whole job with its data. Open one: you get a copy of your own that runs at once.')}</p>
        <Button variant="subtle" rightSection={<IconArrowRight size={15} aria-hidden="true" />} onClick={() => goTo({ page: 'examples' })}>
          {t('All examples')}
        </Button>
      </header>
      <ul className={examplesCss.cards}>
        {other.map((example) => (
          <ExampleCard key={example.example} example={example} />
        ))}
      </ul>
    </section>
  );
}
