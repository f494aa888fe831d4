import { Modal } from '@mantine/core';
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { formatBytes, formatMoment } from '../../ui/words.ts';
import formCss from '../form.module.css';
import css from './browse.module.css';

type Listing = Awaited<ReturnType<typeof api.files.browse>>;

interface BrowseDialogProps {
  flowId: string;
  title: string;
  /** Folder to begin with; relative ones start at the flow's own. */
  folder: string;
  extensions?: readonly string[] | undefined;
  zone: string;
  onChoose(path: string): void;
  onClose(): void;
}

/** Chooses a file on the machine Swivel runs on, where no native dialog is at hand. */
export function BrowseDialog({ flowId, title, folder, extensions, zone, onChoose, onClose }: BrowseDialogProps) {
  const [place, setPlace] = useState(folder);
  const [listing, setListing] = useState<Listing | null>(null);
  const [error, setError] = useState<ReturnType<typeof toReport> | null>(null);
  const [now] = useState(() => Date.now());
  useEffect(() => {
    let gone = false;
    api.files.browse({ flowId, folder: place, ...(extensions ? { extensions: [...extensions] } : {}) }).then(
      (found) => {
        if (gone) return;
        setListing(found);
        setError(null);
      },
      (reason: unknown) => !gone && setError(toReport(reason)),
    );
    return () => {
      gone = true;
    };
  }, [flowId, place, extensions]);
  return (
    <Modal opened onClose={onClose} title={title} size={640}>
      <div className={css.place}>
        <button
          type="button"
          className={formCss.icon}
          aria-label={t('Up one folder')}
          disabled={!listing?.parent}
          onClick={() => listing?.parent && setPlace(listing.parent)}
        >
          <IconArrowUp size={16} />
        </button>
        <span className={css.folder} title={listing?.folder}>
          {listing?.folder ?? '…'}
        </span>
      </div>
      {error && <ErrorNote report={error} />}
      <ul className={css.list}>
        {listing?.entries.map((entry) => (
          <li key={entry.path}>
            <button type="button" className={css.entry} onClick={() => (entry.kind === 'folder' ? setPlace(entry.path) : onChoose(entry.path))}>
              {entry.kind === 'folder' ? <IconFolder size={16} aria-label={t('Folder')} /> : <IconFile size={16} aria-label={t('File')} />}
              <span className={css.name}>{entry.name}</span>
              <span className={css.size}>{entry.kind === 'file' && formatBytes(entry.bytes)}</span>
              <span className={css.time}>{formatMoment(entry.modifiedAt, zone, now)}</span>
            </button>
          </li>
        ))}
        {listing?.entries.length === 0 && <li className={formCss.empty}>{t('Nothing to choose in this folder.')}</li>}
      </ul>
      {listing?.cut && <p className={formCss.note}>{t('There are more entries than are shown. Type the path instead.')}</p>}
    </Modal>
  );
}
