import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { t } from '../../i18n/i18n.ts';
import { reloadConnections, useConnections } from '../../state/connections.ts';
import { goTo, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ConnectionList } from './ConnectionList.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import css from './connections.module.css';
import { findConnections } from './find-connections.ts';
import { KindCards } from './KindCards.tsx';
import { NewConnection } from './NewConnection.tsx';
import { VaultNote } from './VaultNote.tsx';

interface ConnectionsPageProps {
  connectionId?: string;
  /** One is made; empty: of which kind is not chosen yet. */
  newKind?: string;
}

/** All connections to the left, the one that is shown or made to the right. */
export function ConnectionsPage({ connectionId, newKind }: ConnectionsPageProps) {
  const { rows, failed } = useConnections();
  const [query, setQuery] = useState('');
  const shown = useMemo(() => findConnections(rows ?? [], query), [rows, query]);
  const isNew = newKind !== undefined;
  const openId = isNew ? undefined : (connectionId ?? rows?.[0]?.connectionId);
  const isEmpty = rows?.length === 0;
  const spec = newKind ? connectionCatalog.get(newKind) : undefined;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('Connections')}</h1>
        <span className={css.quiet}>{t('Systems your flows reach: made once, used by many steps, each with its own values for production and test.')}</span>
        <span className={css.gap} />
        {!isEmpty && (
          <Button leftSection={<IconPlus size={15} aria-hidden="true" />} onClick={() => goTo({ page: 'connections', newKind: '' })}>
            {t('New connection')}
          </Button>
        )}
      </header>
      <VaultNote />
      {failed && (
        <ErrorNote
          report={failed}
          actions={
            <Button size="compact-xs" onClick={() => void reloadConnections()}>
              {t('Try again')}
            </Button>
          }
        />
      )}
      {isEmpty && !spec && !connectionId && <NoConnections />}
      {rows && (!isEmpty || spec || connectionId) && (
        <div className={css.columns} data-alone={isEmpty || undefined}>
          {!isEmpty && (
            <nav className={css.side} aria-label={t('All connections')}>
              <TextInput
                type="search"
                aria-label={t('Find a connection')}
                placeholder={t('Name, kind or where it leads')}
                leftSection={<IconSearch size={15} aria-hidden="true" />}
                value={query}
                onChange={(event) => setQuery(event.currentTarget.value)}
              />
              <ConnectionList rows={shown} openId={openId} />
              {shown.length === 0 && <p className={css.quiet}>{t('No connection is called that, or leads there.')}</p>}
            </nav>
          )}
          {newKind === '' ? (
            <section className={css.choose} aria-label={t('New connection')}>
              <h2>{t('What do you want to connect to?')}</h2>
              <KindCards onChoose={(kind) => goTo({ page: 'connections', newKind: kind })} />
            </section>
          ) : spec ? (
            <NewConnection
              key={spec.kind}
              spec={spec}
              // Whoever went elsewhere while it was being saved is not fetched back.
              onSaved={(id) => useRoute.getState().route.page === 'connections' && goTo({ page: 'connections', connectionId: id })}
              onCancel={() => goTo({ page: 'connections' })}
            />
          ) : openId ? (
            <ConnectionPanel key={openId} connectionId={openId} onRemoved={() => goTo({ page: 'connections' })} />
          ) : null}
        </div>
      )}
    </div>
  );
}

function NoConnections() {
  return (
    <div className={css.empty}>
      <EmptyState title={t('No connections yet')}>
        {t(
          'A connection says where a system is and how to sign in there: a database, an SFTP server, a web service, a mail server. Make it once; every step that needs it picks it by its name. Passwords are kept encrypted on this computer, never in a flow.',
        )}
      </EmptyState>
      <h2>{t('What do you want to connect to?')}</h2>
      <KindCards onChoose={(kind) => goTo({ page: 'connections', newKind: kind })} />
    </div>
  );
}
