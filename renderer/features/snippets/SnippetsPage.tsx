import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { formatRoute, goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { searchSnippets } from '../../ui/search-snippets.ts';
import { SnippetPanel } from './SnippetPanel.tsx';
import css from './snippets.module.css';
import { useLibrary } from './use-library.ts';

/** The library: all snippets to the left, the chosen one with its code, users and versions to the right. */
export function SnippetsPage({ snippetId }: { snippetId?: string }) {
  const { rows, detail, failed, reload } = useLibrary(snippetId);
  const [query, setQuery] = useState('');
  const shown = searchSnippets(rows ?? [], query);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('Snippets')}</h1>
        <span className={css.quiet}>{t('Code that flows share. A step keeps the version it took until you let it take another one.')}</span>
      </header>
      {failed && <ErrorNote report={failed} />}
      {rows?.length === 0 ? (
        <EmptyState title={t('The library is empty')}>
          {t(
            'Write code in a step "Code snippet" and choose "Save in the library" below it. Then other flows can take it, and a change is made once for all of them.',
          )}
        </EmptyState>
      ) : (
        <div className={css.columns}>
          <nav className={css.side} aria-label={t('Snippets of the library')}>
            <TextInput
              type="search"
              aria-label={t('Find a snippet')}
              placeholder={t('Name, purpose or code')}
              leftSection={<IconSearch size={15} aria-hidden="true" />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <ul className={css.list}>
              {shown.map((row) => (
                <li key={row.snippetId}>
                  <a
                    className={css.entry}
                    href={formatRoute({ page: 'snippets', snippetId: row.snippetId })}
                    aria-current={row.snippetId === detail?.snippetId ? 'true' : undefined}
                  >
                    <b>{row.name}</b>
                    <span className={css.uses}>{row.steps === 0 ? t('not used') : t('{{count}} steps use it', { count: row.steps })}</span>
                    <span className={css.purpose}>{row.description}</span>
                  </a>
                </li>
              ))}
            </ul>
            {rows && shown.length === 0 && <p className={css.quiet}>{t('No snippet is called that, does that, or has that in its code.')}</p>}
          </nav>
          {detail && (
            <SnippetPanel
              key={detail.snippetId}
              snippet={detail}
              onChanged={reload}
              onRemoved={() => {
                goTo({ page: 'snippets' });
                reload();
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}
