import { lazy, Suspense, useEffect, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';

const HelpText = lazy(async () => ({ default: (await import('./HelpText.tsx')).HelpText }));
const PAGES = import.meta.glob<string>('../../../core/nodes/*/docs.md', { query: '?raw', import: 'default' });

/** The help page of a kind, as its folder has it. */
export function HelpPage({ kind }: { kind: string }) {
  const [page, setPage] = useState<{ kind: string; text: string } | null>(null);
  const load = PAGES[`../../../core/nodes/${kind}/docs.md`];
  useEffect(() => {
    let gone = false;
    load?.().then(
      (text) => !gone && setPage({ kind, text }),
      () => !gone && setPage({ kind, text: 'The help page could not be loaded.' }),
    );
    return () => {
      gone = true;
    };
  }, [kind, load]);
  if (!load) return <p className={css.quiet}>{t('There is no help page for this kind of step.')}</p>;
  return <Suspense>{page?.kind === kind && <HelpText text={page.text} />}</Suspense>;
}
