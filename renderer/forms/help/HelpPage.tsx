import { lazy, Suspense, useEffect, useState } from 'react';
import { language, t } from '../../i18n/i18n.ts';
import css from './help.module.css';

const HelpText = lazy(async () => ({ default: (await import('./HelpText.tsx')).HelpText }));
const PAGES = {
  nodes: import.meta.glob<string>('../../../core/nodes/*/docs{,.de}.md', { query: '?raw', import: 'default' }),
  connections: import.meta.glob<string>('../../../core/connections/*/docs{,.de}.md', { query: '?raw', import: 'default' }),
};

/** Whether a kind is one of steps or of connections. */
export type HelpOf = keyof typeof PAGES;

/** The help page of a kind, as its folder has it, in the language of the window where there is one. */
export function HelpPage({ of, kind }: { of: HelpOf; kind: string }) {
  const [page, setPage] = useState<{ kind: string; text: string } | null>(null);
  const folder = `../../../core/${of}/${kind}`;
  const load = PAGES[of][`${folder}/docs.${language()}.md`] ?? PAGES[of][`${folder}/docs.md`];
  useEffect(() => {
    let gone = false;
    load?.().then(
      (text) => !gone && setPage({ kind, text }),
      () => !gone && setPage({ kind, text: t('The help page could not be loaded.') }),
    );
    return () => {
      gone = true;
    };
  }, [kind, load]);
  if (!load) return <p className={css.quiet}>{t('There is no help page for this kind.')}</p>;
  return <Suspense>{page?.kind === kind && <HelpText text={page.text} />}</Suspense>;
}
