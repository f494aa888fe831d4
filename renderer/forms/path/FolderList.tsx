import { IconFile, IconFolder } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { t } from '../../i18n/i18n.ts';
import { formatBytes, formatMoment } from '../../ui/words.ts';
import css from './browse.module.css';
import type { Entry } from './use-folder.ts';

const ROW = 30;

interface FolderListProps {
  total: number;
  entryAt(index: number): Entry | undefined;
  want(first: number, last: number): void;
  /** The entry the arrow keys stand at. */
  at: number;
  zone: string;
  now: number;
  list: RefObject<HTMLUListElement | null>;
  onAt(index: number): void;
  onOpen(entry: Entry): void;
}

/** The entries of a folder; only those in sight are drawn and read, however many there are. */
export function FolderList({ total, entryAt, want, at, zone, now, list, onAt, onOpen }: FolderListProps) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12 });
  const shown = rows.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => want(first, last), [want, first, last]);
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(total - 1, at + step));
    onAt(next);
    rows.scrollToIndex(next);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  return (
    <div ref={box} className={css.list}>
      <ul ref={list} style={{ height: rows.getTotalSize() }} onKeyDown={onKeyDown}>
        {shown.map(({ index, start }) => {
          const entry = entryAt(index);
          return (
            <li key={index} style={{ transform: `translateY(${start}px)`, height: ROW }}>
              <button
                type="button"
                className={css.entry}
                data-index={index}
                tabIndex={index === at ? 0 : -1}
                aria-disabled={!entry}
                title={entry?.name}
                onFocus={() => onAt(index)}
                onClick={() => entry && onOpen(entry)}
              >
                {entry?.kind === 'folder' ? <IconFolder size={16} aria-label={t('Folder')} /> : <IconFile size={16} aria-label={t('File')} />}
                <span className={css.name}>{entry?.name ?? '…'}</span>
                <span className={css.size}>{entry?.kind === 'file' && formatBytes(entry.bytes)}</span>
                <span className={css.time}>{entry && formatMoment(entry.modifiedAt, zone, now)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
