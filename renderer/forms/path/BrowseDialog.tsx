import { Modal } from '@mantine/core';
import { IconArrowUp, IconFolderPlus, IconHome, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { t } from '../../i18n/i18n.ts';

import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { formatCount } from '../../ui/words.ts';
import formCss from '../form.module.css';
import css from './browse.module.css';
import { FolderList } from './FolderList.tsx';
import { NewFolder } from './NewFolder.tsx';
import { nameOf, parentOf } from './path-parts.ts';
import { recentFolders, rememberFolder } from './recent-folders.ts';
import { SaveLine } from './SaveLine.tsx';
import { useFolder } from './use-folder.ts';

interface BrowseDialogProps {
  flowId: string;
  /** Folders of this connection; absent: of the machine Swivel runs on. */
  connectionId?: string | undefined;
  title: string;
  /** Folder to begin with; relative ones start at the flow's own. */
  folder: string;
  extensions?: readonly string[] | undefined;
  zone: string;
  /** What is chosen: a file that is there, a file to write, or a folder. */
  choose?: 'open' | 'save' | 'folder';
  /** Name of the file to write, to begin with. */
  name?: string;
  onChoose(path: string): void;
  onClose(): void;
}

/** Chooses a file or folder of a connection, or on the machine Swivel runs on where no native dialog is at hand. */
export function BrowseDialog({ flowId, connectionId, title, folder, extensions, zone, choose = 'open', name = '', onChoose, onClose }: BrowseDialogProps) {
  const [place, setPlace] = useState(folder);
  const [filter, setFilter] = useState('');
  const [hidden, setHidden] = useState(false);
  const [all, setAll] = useState(false);
  const [again, setAgain] = useState(0);
  const [at, setAt] = useState(0);
  const [making, setMaking] = useState(false);
  const [file, setFile] = useState(name);
  const [now] = useState(() => Date.now());
  const [recent] = useState(() => (connectionId === undefined ? recentFolders() : []));
  const home = connectionId === undefined ? '~' : '';
  const homeWords = connectionId === undefined ? t('Home folder') : t('Folder of the connection');
  const list = useRef<HTMLUListElement>(null);
  const foldersOnly = choose === 'folder';
  const { listing, error, entryAt, want, isReading } = useFolder({
    flowId,
    connectionId,
    folder: place,
    extensions: all ? undefined : extensions,
    filter,
    hidden,
    foldersOnly,
    nearest: choose !== 'open',
    again,
  });
  const go = (to: string) => {
    setPlace(to);
    setFilter('');
    setAt(0);
  };
  const take = (path: string) => {
    if (connectionId === undefined) rememberFolder(choose === 'folder' ? path : (listing?.folder ?? ''));
    onChoose(path);
  };
  const parent = listing ? listing.parent : parentOf(place);
  const isEmpty = !error && filter === '' && listing?.total === 0;
  return (
    <Modal opened onClose={onClose} title={title} size={720}>
      <div className={css.place}>
        <button type="button" className={formCss.icon} aria-label={t('Up one folder')} disabled={parent === null} onClick={() => parent !== null && go(parent)}>
          <IconArrowUp size={16} />
        </button>
        <button type="button" className={formCss.icon} aria-label={homeWords} title={homeWords} onClick={() => go(home)}>
          <IconHome size={16} />
        </button>
        <span className={css.folder} title={listing?.folder ?? place}>
          {listing?.folder || place || (connectionId === undefined ? '' : '/')}
        </span>
        {choose !== 'open' && connectionId === undefined && listing?.writable && (
          <button type="button" className={`${formCss.button} ${formCss.small}`} aria-expanded={making} onClick={() => setMaking(!making)}>
            <IconFolderPlus size={14} aria-hidden /> {t('New folder')}
          </button>
        )}
      </div>
      {recent.length > 0 && (
        <nav className={css.recent} aria-label={t('Folders used before')}>
          {recent.map((path) => (
            <button key={path} type="button" title={path} aria-current={path === listing?.folder || undefined} onClick={() => go(path)}>
              {nameOf(path)}
            </button>
          ))}
        </nav>
      )}
      {making && listing && (
        <NewFolder
          flowId={flowId}
          folder={listing.folder}
          onMade={(path) => {
            setMaking(false);
            go(path);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      <div className={css.filter}>
        <IconSearch size={14} aria-hidden />
        <input
          type="search"
          data-autofocus
          className={formCss.input}
          aria-label={t('Only names with')}
          placeholder={t('Only names with …')}
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const entry = entryAt(0);
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              list.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus();
            } else if (event.key === 'Backspace' && filter === '' && parent !== null) go(parent);
            else if (event.key === 'Enter' && entry && !isReading && listing?.total === 1) entry.kind === 'folder' ? go(entry.path) : take(entry.path);
          }}
        />
        <label>
          <input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.target.checked)} /> {t('Hidden ones')}
        </label>
        {extensions && extensions.length > 0 && !foldersOnly && (
          <label title={t('Otherwise only {{endings}}', { endings: extensions.map((ending) => `.${ending}`).join(', ') })}>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> {t('All files')}
          </label>
        )}
      </div>
      {error && (
        <div className={css.trouble}>
          <ErrorNote report={error} />
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => setAgain(again + 1)}>
            {t('Look again')}
          </button>
        </div>
      )}
      {isEmpty && (
        <div className={css.nothing}>
          <EmptyState
            title={t('Nothing to choose in this folder.')}
            actions={
              <button type="button" className={formCss.button} onClick={() => go(home)}>
                <IconHome size={14} aria-hidden /> {homeWords}
              </button>
            }
          >
            {connectionId === undefined && t('Your own files begin at the home folder.')}
          </EmptyState>
        </div>
      )}
      {!error && !isEmpty && (
        <FolderList
          key={`${place} ${filter}`}
          total={listing?.total ?? 0}
          entryAt={entryAt}
          want={want}
          at={at}
          zone={zone}
          now={now}
          list={list}
          onAt={setAt}
          onOpen={(entry) => {
            if (entry.kind === 'folder') go(entry.path);
            else if (choose === 'save') setFile(entry.name);
            else take(entry.path);
          }}
        />
      )}
      <p className={css.count} role="status">
        {listing && t('{{entries}} entries', { entries: formatCount(listing.total) })}
      </p>
      {choose === 'save' && listing && (
        <SaveLine folder={listing.folder} file={file} writable={listing.writable} isReading={isReading} onFile={setFile} onSave={take} />
      )}
      {choose === 'folder' && listing && (
        <div className={css.foot}>
          <button type="button" className={`${formCss.button} ${formCss.primary}`} disabled={isReading} onClick={() => take(listing.folder)}>
            {t('Choose this folder')}
          </button>
        </div>
      )}
    </Modal>
  );
}
