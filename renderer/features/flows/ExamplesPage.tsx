import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { ExampleRow } from '../../../core/api/flow-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ExampleCard } from './ExampleCard.tsx';
import styles from './ExamplesPage.module.css';
import { findExamples } from './find-examples.ts';

/** The flows that come with the program, each with its data: to be opened, run and taken apart. */
export function ExamplesPage() {
  const [examples, setExamples] = useState<readonly ExampleRow[] | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [query, setQuery] = useState('');
  useEffect(() => {
    api.flows.examples().then(setExamples, (reason: unknown) => setError(toReport(reason)));
  }, []);
  const shown = useMemo(() => findExamples(examples ?? [], query), [examples, query]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={15} aria-hidden="true" />} onClick={() => goTo({ page: 'flows' })}>
          {t('Flows')}
        </Button>
        <h1>{t('Examples')}</h1>
        <TextInput
          className={styles.search ?? ''}
          type="search"
          placeholder={t('Find an example')}
          aria-label={t('Find an example')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <p>{t('Each is a whole job with its data. Open one: you get a copy of your own that runs at once.')}</p>
      </header>
      {error && <ErrorNote report={error} />}
      {examples?.length === 0 && <EmptyState title={t('There are no examples here')}>{t('This installation came without its example flows.')}</EmptyState>}
      {examples && examples.length > 0 && shown.length === 0 && (
        <EmptyState
          title={t('No example has "{{query}}" in it', { query })}
          actions={
            <Button variant="default" onClick={() => setQuery('')}>
              {t('Show all')}
            </Button>
          }
        >
          {t('Try the name of a step, such as Pivot, or of a system, such as SQLite.')}
        </EmptyState>
      )}
      <ul className={styles.cards} aria-label={t('Examples')}>
        {shown.map((example) => (
          <ExampleCard key={example.example} example={example} />
        ))}
      </ul>
    </div>
  );
}
