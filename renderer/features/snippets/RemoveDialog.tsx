import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { SnippetDetail } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import css from './snippets.module.css';

const MOST_NAMED = 8;

/** Asks before a snippet is deleted, and says whose link goes with it. */
export function RemoveDialog({ snippet, onClose, onRemoved }: { snippet: SnippetDetail; onClose(): void; onRemoved(): void }) {
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const { users } = snippet;
  const remove = async () => {
    try {
      await api.snippets.remove({ snippetId: snippet.snippetId });
      onRemoved();
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('Delete {{name}} from the library?', { name: snippet.name })} size={520}>
      <div className={css.form}>
        {users.length === 0 ? (
          <p>{t('No step uses it. All its versions go.')}</p>
        ) : (
          <>
            <p>
              {t('{{count}} steps are linked to it. They keep their code and run as before, but are no longer told of changes.', {
                count: users.length,
              })}
            </p>
            <ul className={css.named}>
              {users.slice(0, MOST_NAMED).map(({ flowId, nodeId, flowName, nodeName }) => (
                <li key={`${flowId} ${nodeId}`}>{t('{{step}} in {{flow}}', { step: nodeName, flow: flowName })}</li>
              ))}
              {users.length > MOST_NAMED && <li>{t('and {{number}} more', { number: users.length - MOST_NAMED })}</li>}
            </ul>
          </>
        )}
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Keep it')}
          </Button>
          <Button color="red" onClick={() => void remove()}>
            {t('Delete')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
