import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SnippetDetail } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import css from './snippets.module.css';

/** Changes the name of a snippet and what is said of its purpose. */
export function WordsDialog({ snippet, onClose, onSaved }: { snippet: SnippetDetail; onClose(): void; onSaved(): void }) {
  const [name, setName] = useState(snippet.name);
  const [description, setDescription] = useState(snippet.description);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const save = async () => {
    try {
      await api.snippets.describe({ snippetId: snippet.snippetId, name: name.trim(), description: description.trim() });
      onSaved();
      onClose();
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('Name and purpose')} size={480}>
      <div className={css.form}>
        <TextInput label={t('Name')} value={name} maxLength={80} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea
          label={t('What it is for')}
          value={description}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button disabled={name.trim() === ''} onClick={() => void save()}>
            {t('Save')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
