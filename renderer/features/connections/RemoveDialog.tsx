import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionRow } from '../../../core/api/connection-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { dropDraft } from '../../state/connection-drafts.ts';
import { reloadConnections } from '../../state/connections.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { say } from '../../ui/say.ts';
import css from './connections.module.css';

const MOST_NAMED = 8;

/** Asks before a connection is removed, and says which steps stand without it then. */
export function RemoveDialog({ connection, onClose, onRemoved }: { connection: ConnectionRow; onClose(): void; onRemoved(): void }) {
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const { connectionId, name, usedBy } = connection;
  const channels = usedBy.filter(({ what }) => what === 'alert-channel').map(({ nodeName }) => nodeName);
  const inFlows = usedBy.filter(({ what }) => what !== 'alert-channel');
  const live = new Set(inFlows.filter((user) => user.live).map(({ flowId }) => flowId)).size;
  const remove = async () => {
    try {
      await api.connections.remove({ connectionId, forced: usedBy.length > 0 });
      dropDraft(connectionId);
      await reloadConnections();
      say(t('{{name}} is removed, and its secrets with it.', { name }));
      onRemoved();
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('Remove {{name}}?', { name })} size={520}>
      <div className={css.dialog}>
        {usedBy.length === 0 ? (
          <p>{t('No step uses it. Its settings and its secrets go for good.')}</p>
        ) : (
          <>
            <p>
              {t('It is used in {{count}} places, and missing there until another connection is chosen. Its settings and its secrets go for good.', {
                count: usedBy.length,
              })}
            </p>
            {channels.length > 0 && (
              <p className={css.bad}>{t('Alerts that go out by it reach nobody then: {{channels}}.', { channels: channels.join(', ') })}</p>
            )}
            {live > 0 && <p className={css.bad}>{t('{{count}} flows among them are live: their next runs will fail.', { count: live })}</p>}
            <ul className={css.named}>
              {inFlows.slice(0, MOST_NAMED).map(({ what, flowId, nodeId, setting, flowName, nodeName }) => (
                <li key={`${flowId} ${what} ${nodeId} ${setting}`}>
                  {what === 'expectation'
                    ? t('the expected file {{name}} of {{flow}}', { name: nodeName, flow: flowName })
                    : t('{{step}} in {{flow}}', { step: nodeName, flow: flowName })}
                </li>
              ))}
              {inFlows.length > MOST_NAMED && <li>{t('and {{number}} more', { number: inFlows.length - MOST_NAMED })}</li>}
            </ul>
          </>
        )}
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Keep it')}
          </Button>
          <Button color="red" onClick={() => void remove()}>
            {t('Remove')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
