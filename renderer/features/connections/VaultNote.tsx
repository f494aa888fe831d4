import { Anchor, Button } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { reloadConnections, useConnections } from '../../state/connections.ts';
import { sayFailed } from '../../ui/say.ts';
import css from './connections.module.css';

/** How secrets are kept, in a line; where they are locked, why, and what to do. */
export function VaultNote() {
  const vault = useConnections((state) => state.vault);
  const [asking, setAsking] = useState(false);
  if (!vault) return null;
  const act = async (what: 'unlock' | 'startAnew' | 'keepInFile') => {
    try {
      await api.connections[what]();
      await reloadConnections();
    } catch (error) {
      sayFailed(what === 'keepInFile' ? t('The key was not put into a file') : t('The secrets are still locked'), toReport(error));
    }
    setAsking(false);
  };
  if (vault.state !== 'locked')
    return (
      <p className={css.vault}>
        <IconLock size={14} aria-hidden="true" />
        <span>
          {told(vault.sentence)}
          {vault.state === 'open' && vault.keptBy !== 'file' && vault.file === null && (
            <>
              {' '}
              <KeepInFile asking={asking} ask={setAsking} keep={() => void act('keepInFile')} />
            </>
          )}
          {vault.otherKey > 0 && <b> {t('{{count}} secrets were encrypted with another key and have to be given again.', { count: vault.otherKey })}</b>}
        </span>
      </p>
    );
  return (
    <div className={css.locked} role="alert">
      <IconLock size={18} aria-hidden="true" />
      <div>
        <b>{t('The secrets are locked')}</b>
        <p>
          {told(vault.trouble?.message ?? vault.sentence)} {told(vault.trouble?.hint ?? '')}{' '}
          {t('Until then no connection that needs a password can be used. Nothing is lost.')}
        </p>
        <div className={css.lockedActs}>
          <Button size="compact-sm" leftSection={<IconLockOpen size={14} aria-hidden="true" />} onClick={() => void act('unlock')}>
            {t('Try again')}
          </Button>
          {!asking && (
            <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsking(true)}>
              {t('The key is lost…')}
            </Button>
          )}
        </div>
        {asking && (
          <div className={css.lockedActs}>
            <span>{t('With a new key, all {{count}} passwords and keys that are kept have to be given again.', { count: vault.secrets })}</span>
            <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
              {t('Leave it')}
            </Button>
            <Button size="compact-sm" color="red" onClick={() => void act('startAnew')}>
              {t('Begin with a new key')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** The way to runs without the desktop, which cannot ask a keychain; what it means is said before it is done. */
function KeepInFile({ asking, ask, keep }: { asking: boolean; ask(now: boolean): void; keep(): void }) {
  if (!asking)
    return (
      <Anchor component="button" type="button" size="sm" onClick={() => ask(true)}>
        {t('Also keep the key in a file…')}
      </Anchor>
    );
  return (
    <span className={css.lockedActs}>
      <span>
        {t(
          'Then "swivel serve" and "swivel run" find it without the desktop. Only your own user may read the file; with it and the workspace the secrets can be read.',
        )}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => ask(false)}>
        {t('Leave it')}
      </Button>
      <Button size="compact-sm" onClick={keep}>
        {t('Also keep the key in a file')}
      </Button>
    </span>
  );
}
