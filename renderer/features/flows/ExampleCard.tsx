import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExampleRow } from '../../../core/api/flow-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { t, told } from '../../i18n/i18n.ts';
import { ExamplePicture } from './ExamplePicture.tsx';
import styles from './ExamplesPage.module.css';
import { copyExample, openExample } from './flow-actions.ts';

/** One example: its picture, what it shows, which kinds of steps are in it. */
export function ExampleCard({ example }: { example: ExampleRow }) {
  const [busy, setBusy] = useState(false);
  const name = told(example.name);
  const act = async (action: (example: ExampleRow) => Promise<void>) => {
    setBusy(true);
    await action(example);
    setBusy(false);
  };
  const kinds = [...new Set(example.steps.toSorted((a, b) => a.x - b.x).map(({ kind }) => kind))]
    .flatMap((kind) => catalog.get(kind) ?? [])
    .filter(({ role }) => role !== 'trigger')
    .map(({ title }) => told(title));
  return (
    <li className={styles.card}>
      <ExamplePicture steps={example.steps} links={example.links} />
      <div className={styles.words}>
        <h2>{name}</h2>
        <p>{told(example.description)}</p>
        <p className={styles.kinds}>
          <span className="visually-hidden">{t('Steps in it:')} </span>
          {kinds.join(' · ')}
        </p>
      </div>
      <div className={styles.foot}>
        <Button disabled={busy} aria-label={t('Open {{name}}', { name })} onClick={() => void act(openExample)}>
          {t('Open')}
        </Button>
        <Button variant="default" disabled={busy} aria-label={t('Add to my flows: {{name}}', { name })} onClick={() => void act(copyExample)}>
          {t('Add to my flows')}
        </Button>
      </div>
    </li>
  );
}
