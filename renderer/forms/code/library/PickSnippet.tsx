import { Button, Modal, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SnippetRow } from '../../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../../core/base/errors.ts';
import { api } from '../../../api/client.ts';
import { toReport } from '../../../api/report.ts';
import { t } from '../../../i18n/i18n.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { searchSnippets } from '../../../ui/search-snippets.ts';
import css from './library.module.css';

interface PickSnippetProps {
  /** There is code already, which the chosen one replaces. */
  isWritten: boolean;
  onPick(row: SnippetRow, linked: boolean): void;
  onClose(): void;
}

/** The library to choose from: a search, what each snippet is for, its code; taken as a link or as a copy. */
export function PickSnippet({ isWritten, onPick, onClose }: PickSnippetProps) {
  const [rows, setRows] = useState<readonly SnippetRow[] | null>(null);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  useEffect(() => {
    api.snippets.list().then(setRows, (error) => setFailed(toReport(error)));
  }, []);
  const shown = searchSnippets(rows ?? [], query);
  const chosen = shown.find(({ snippetId }) => snippetId === chosenId) ?? shown[0];
  return (
    <Modal opened onClose={onClose} title={t('From the library')} size="min(860px, 92vw)">
      {failed && <ErrorNote report={failed} />}
      {rows?.length === 0 ? (
        <p className={css.note}>{t('The library is empty. Write code in a step and save it there under a name; then any flow can take it.')}</p>
      ) : (
        <div className={css.pick}>
          <div className={css.choice}>
            <TextInput
              type="search"
              aria-label={t('Find a snippet')}
              placeholder={t('Find a snippet')}
              value={query}
              data-autofocus
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <fieldset className={css.rows}>
              <legend className="visually-hidden">{t('Snippets')}</legend>
              {shown.map((row) => (
                <label key={row.snippetId} className={css.row} data-on={row === chosen || undefined}>
                  <input type="radio" name="snippet" checked={row === chosen} onChange={() => setChosenId(row.snippetId)} />
                  <span className={css.rowName}>{row.name}</span>
                  <span className={css.rowWords}>{row.description}</span>
                </label>
              ))}
              {rows !== null && shown.length === 0 && <p className={css.note}>{t('No snippet is called that, does that, or has that in its code.')}</p>}
            </fieldset>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <section className={css.code} tabIndex={0} aria-label={t('Code')}>
            <pre>{chosen?.content.code}</pre>
          </section>
        </div>
      )}
      {isWritten && rows !== null && rows.length > 0 && (
        <p className={css.note}>{t('It takes the place of the code that is there now. Undo brings that back.')}</p>
      )}
      <div className={css.foot}>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button variant="default" disabled={!chosen} onClick={() => chosen && onPick(chosen, false)}>
          {t('Insert a copy')}
        </Button>
        <Button disabled={!chosen} title={t('The step keeps this version, and says when there is a newer one.')} onClick={() => chosen && onPick(chosen, true)}>
          {t('Insert, linked')}
        </Button>
      </div>
    </Modal>
  );
}
