import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { t } from '../../i18n/i18n.ts';
import { closeConnectionDesk, type DeskRequest, useConnectionDesk } from '../../state/connection-desk.ts';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import css from './connections.module.css';
import { KindCards } from './KindCards.tsx';
import { NewConnection } from './NewConnection.tsx';
import { VaultNote } from './VaultNote.tsx';

/** The form of a connection over the page, asked for from the settings of a step; the page below stays as it is. */
export function ConnectionDesk() {
  const request = useConnectionDesk((state) => state.request);
  return (
    <Drawer
      opened={request !== null}
      onClose={closeConnectionDesk}
      position="right"
      size={600}
      title={request?.connectionId === undefined ? t('New connection') : t('Connection')}
      closeButtonProps={{ 'aria-label': t('Close') }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 150 }}
    >
      {request && <Desk request={request} />}
    </Drawer>
  );
}

function Desk({ request }: { request: DeskRequest }) {
  const { connectionId, families, onSaved } = request;
  const kinds = connectionCatalog.all().filter(({ family }) => !families || families.includes(family));
  const [kind, setKind] = useState<string | null>(() => (kinds.length === 1 ? (kinds[0]?.kind ?? null) : null));
  const spec = kind === null ? undefined : connectionCatalog.get(kind);
  const done = (id: string) => {
    closeConnectionDesk();
    onSaved(id);
  };
  return (
    <div className={css.desk}>
      <VaultNote />
      {connectionId !== undefined ? (
        <ConnectionPanel connectionId={connectionId} narrow onSaved={done} onCancel={closeConnectionDesk} />
      ) : spec ? (
        <NewConnection spec={spec} narrow onSaved={done} onCancel={closeConnectionDesk} />
      ) : (
        <>
          <h2>{t('What do you want to connect to?')}</h2>
          <KindCards {...(families ? { families } : {})} onChoose={setKind} />
        </>
      )}
    </div>
  );
}
