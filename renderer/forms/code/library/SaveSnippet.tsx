import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ErrorReport } from '../../../../core/base/errors.ts';
import { toReport } from '../../../api/report.ts';
import { t } from '../../../i18n/i18n.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import css from './library.module.css';

interface SaveSnippetProps {
  title: string;
  /** A new snippet is to be named; absent: a new version, of which only is said what it changes. */
  name?: string;
  note?: string;
  onSave(words: { name: string; description: string; note: string }): Promise<void>;
  onClose(): void;
}

/** Asks under which name code is kept, or what a new version changes. */
export function SaveSnippet({ title, name: proposed, note: said, onSave, onClose }: SaveSnippetProps) {
  const [name, setName] = useState(proposed ?? '');
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const isNew = proposed !== undefined;
  const save = async () => {
    setBusy(true);
    setFailed(null);
    try {
      await onSave({ name: name.trim(), description: isNew ? words.trim() : '', note: isNew ? '' : words.trim() });
    } catch (error) {
      setFailed(toReport(error));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size={480}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {isNew && <TextInput label={t('Name')} value={name} maxLength={80} required data-autofocus onChange={(event) => setName(event.currentTarget.value)} />}
        {isNew ? (
          <Textarea label={t('What it is for')} value={words} maxLength={500} autosize minRows={2} onChange={(event) => setWords(event.currentTarget.value)} />
        ) : (
          <TextInput label={t('What is different')} value={words} maxLength={200} data-autofocus onChange={(event) => setWords(event.currentTarget.value)} />
        )}
        {said && <p className={css.note}>{said}</p>}
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" disabled={busy || (isNew && name.trim() === '')}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
