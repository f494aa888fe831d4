import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SnippetDetail } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { sameSnippet } from '../../../core/catalog/snippet-content.ts';
import { snippetTypes } from '../../../core/catalog/snippet-types.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { say } from '../../ui/say.ts';
import { formatMoment } from '../../ui/words.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import css from './snippets.module.css';
import { UsersSection } from './UsersSection.tsx';
import { WordsDialog } from './WordsDialog.tsx';

interface SnippetPanelProps {
  snippet: SnippetDetail;
  onChanged(): void;
  onRemoved(): void;
}

/** One snippet: its code, of which every change is a new version; who uses it; its versions. */
export function SnippetPanel({ snippet, onChanged, onRemoved }: SnippetPanelProps) {
  const zone = useWorkspace(zoneOf);
  const [code, setCode] = useState(snippet.content.code);
  const [note, setNote] = useState('');
  const [open, setOpen] = useState<'words' | 'remove' | null>(null);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const content = { ...snippet.content, code };
  const changed = !sameSnippet(content, snippet.content);
  const save = async () => {
    setFailed(null);
    try {
      const { version } = await api.snippets.saveVersion({ snippetId: snippet.snippetId, content, note: note.trim(), expectedVersion: snippet.version });
      setNote('');
      onChanged();
      say(t('Version {{version}} is in the library.', { version }));
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  return (
    <div className={css.panel}>
      <section className={css.card} aria-label={t('Code')}>
        <div className={css.cardHead}>
          <h2>{snippet.name}</h2>
          <span className={css.quiet}>{t('version {{version}}', { version: snippet.version })}</span>
          <span className={css.gap} />
          <Button size="compact-sm" variant="default" onClick={() => setOpen('words')}>
            {t('Name and purpose')}
          </Button>
          <Button size="compact-sm" variant="default" color="red" onClick={() => setOpen('remove')}>
            {t('Delete')}
          </Button>
        </div>
        {snippet.description && <p className={css.words}>{snippet.description}</p>}
        <CodeEditor
          label={t('Code of {{name}}', { name: snippet.name })}
          language={snippet.content.language}
          value={code}
          onChange={setCode}
          height={260}
          declarations={snippetTypes(null, snippet.content.style)}
        />
        {failed && <ErrorNote report={failed} />}
        <div className={css.actions}>
          <TextInput
            className={css.note ?? ''}
            aria-label={t('What is different')}
            placeholder={t('What is different')}
            value={note}
            maxLength={200}
            disabled={!changed}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button variant="default" disabled={!changed} onClick={() => setCode(snippet.content.code)}>
            {t('Undo the changes')}
          </Button>
          <Button disabled={!changed} onClick={() => void save()}>
            {t('Save as version {{version}}', { version: snippet.version + 1 })}
          </Button>
        </div>
      </section>
      <UsersSection snippet={snippet} onChanged={onChanged} />
      <section className={css.card} aria-label={t('Versions')}>
        <h2>{t('Versions')}</h2>
        <ol className={css.versions}>
          {snippet.versions.map(({ version, savedAt, note: said, content: kept }) => (
            <li key={version}>
              <b className="num">{t('Version {{version}}', { version })}</b>
              <span className={css.quiet}>{formatMoment(savedAt, zone, Date.now())}</span>
              <span className={css.said}>{said}</span>
              <Button size="compact-xs" variant="subtle" disabled={kept.code === code} onClick={() => setCode(kept.code)}>
                {t('Show this code')}
              </Button>
            </li>
          ))}
        </ol>
      </section>
      {open === 'words' && <WordsDialog snippet={snippet} onClose={() => setOpen(null)} onSaved={onChanged} />}
      {open === 'remove' && <RemoveDialog snippet={snippet} onClose={() => setOpen(null)} onRemoved={onRemoved} />}
    </div>
  );
}
