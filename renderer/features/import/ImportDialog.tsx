import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ImportChoice, ImportContents } from '../../../core/api/connection-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { toReport } from '../../api/report.ts';
import { importNow } from '../../editing/flow-files.ts';
import { t } from '../../i18n/i18n.ts';
import { type ImportRequest, useImportRequest } from '../../state/import-request.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Brings } from './Brings.tsx';
import { BroughtConnections } from './BroughtConnections.tsx';
import css from './import.module.css';

const leave = () => useImportRequest.setState({ request: null });

/** What a flow file brings, looked at before anything of it is saved. */
export function ImportDialog() {
  const request = useImportRequest((state) => state.request);
  return (
    <Modal opened={request !== null} onClose={leave} size={720} title={request ? t('Import "{{name}}"?', { name: request.contents.name }) : ''}>
      {request && <Question key={request.text} request={request} />}
    </Modal>
  );
}

function Question({ request }: { request: ImportRequest }) {
  const { contents, text, fileName } = request;
  const [choices, setChoices] = useState<Readonly<Record<string, ImportChoice>>>(() => proposed(contents));
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      await importNow(text, fileName, choices);
      leave();
    } catch (error) {
      setFailed(toReport(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css.dialog}>
      <p className={css.lead}>
        {t('The flow has {{count}} steps. This is what it brings and what it would reach. Nothing is saved or run before you press Import.', {
          count: contents.steps,
        })}
      </p>
      {contents.connections.length > 0 && (
        <BroughtConnections connections={contents.connections} choices={choices} onChoose={(id, choice) => setChoices({ ...choices, [id]: choice })} />
      )}
      <Brings contents={contents} />
      {failed && <ErrorNote report={failed} />}
      <div className={css.foot}>
        <Button variant="default" onClick={leave}>
          {t('Cancel')}
        </Button>
        <Button loading={busy} onClick={() => void add()} data-autofocus>
          {t('Import')}
        </Button>
      </div>
    </div>
  );
}

/** What fits is used; what fits nothing is made, to be filled in. */
export function proposed({ connections }: ImportContents): Record<string, ImportChoice> {
  return Object.fromEntries(
    connections.map(({ id, match, family }): [string, ImportChoice] => [
      id,
      match ? { do: 'use', connectionId: match.connectionId } : family === null ? { do: 'leave-empty' } : { do: 'make' },
    ]),
  );
}
