import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { IconBookmarkPlus, IconPencil, IconStack2, IconTrash, IconViewfinder } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Flow, FlowBookmark } from '../../../core/flow/flow.ts';
import { nodeOf } from '../../../core/flow/graph.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { addBookmark, goToBookmark, removeBookmark, renameBookmark } from '../../editing/bookmarks.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { Keys } from '../../ui/Keys.tsx';
import { RoleTile } from '../../ui/RoleTile.tsx';
import styles from './BookmarkList.module.css';

/** Number keys that go to a bookmark. */
const MOST_KEYS = 9;

/** The bookmarks of the flow: go to one, rename or remove it, keep another. */
export function BookmarkList() {
  const open = useCanvasDoor((state) => state.bookmarks);
  const flow = useDocument((state) => state.flow);
  return open && flow ? <OpenList flow={flow} rename={open.rename} /> : null;
}

function OpenList({ flow, rename }: { flow: Flow; rename: string | null }) {
  const box = useRef<HTMLElement>(null);
  const before = useRef(document.activeElement);
  const close = () => {
    useCanvasDoor.setState({ bookmarks: null });
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (useCanvasDoor.getState().bookmarks?.rename === null) box.current?.querySelector<HTMLElement>('[data-go], [data-keep]')?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') focusNext(box.current, event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section ref={box} className={styles.list} aria-label={t('Bookmarks')} tabIndex={-1} onKeyDown={onKeyDown}>
      <header>
        <h2>{t('Bookmarks')}</h2>
        <CloseButton size="sm" aria-label={t('Close the bookmarks')} onClick={close} />
      </header>
      {flow.bookmarks.length === 0 ? (
        <p>{t('Keep places of a large flow here: a selected step or group, or what is in view.')}</p>
      ) : (
        <ul>
          {flow.bookmarks.map((bookmark, i) => (
            <li key={bookmark.id}>{rename === bookmark.id ? <NameField bookmark={bookmark} /> : <Row flow={flow} bookmark={bookmark} number={i + 1} />}</li>
          ))}
        </ul>
      )}
      <footer>
        <Button
          data-keep
          size="compact-sm"
          variant="light"
          leftSection={<IconBookmarkPlus size={15} />}
          rightSection={<Keys shortcut="Shift+B" />}
          onClick={addBookmark}
        >
          {t('Keep this place')}
        </Button>
      </footer>
    </section>
  );
}

function focusNext(list: HTMLElement | null, by: number): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-go]') ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[(at + by + rows.length) % rows.length]?.focus();
}

function Row({ flow, bookmark, number }: { flow: Flow; bookmark: FlowBookmark; number: number }) {
  const { name } = bookmark;
  return (
    <>
      <button type="button" data-go className={styles.go} onClick={() => goToBookmark(bookmark)}>
        <Picture flow={flow} bookmark={bookmark} />
        <span>{name}</span>
        {number <= MOST_KEYS && <Keys shortcut={String(number)} />}
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('Rename {{name}}', { name })}
        onClick={() => useCanvasDoor.setState({ bookmarks: { rename: bookmark.id } })}
      >
        <IconPencil size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('Remove {{name}}', { name })} onClick={() => removeBookmark(bookmark)}>
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </>
  );
}

function Picture({ flow, bookmark }: { flow: Flow; bookmark: FlowBookmark }) {
  const node = bookmark.node === undefined ? undefined : nodeOf(flow, bookmark.node);
  if (node) {
    const { role, icon } = faceOf(node, flow.edges);
    return <RoleTile role={role} icon={icon} size={22} />;
  }
  const Icon = bookmark.group === undefined ? IconViewfinder : IconStack2;
  return (
    <i className={styles.picture}>
      <Icon size={15} aria-hidden />
    </i>
  );
}

function NameField({ bookmark }: { bookmark: FlowBookmark }) {
  const done = (name: string) => {
    if (name.trim() !== '' && name.trim() !== bookmark.name) renameBookmark(bookmark.id, name.trim());
    useCanvasDoor.setState({ bookmarks: { rename: null } });
  };
  return (
    <input
      className={styles.field}
      // biome-ignore lint/a11y/noAutofocus: the person asked to name it
      autoFocus
      aria-label={t('Name of the bookmark')}
      defaultValue={bookmark.name}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => done(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        const row = event.currentTarget.closest('li');
        if (event.key === 'Escape') event.currentTarget.value = bookmark.name;
        event.currentTarget.closest('section')?.focus();
        requestAnimationFrame(() => row?.querySelector<HTMLElement>('[data-go]')?.focus());
      }}
    />
  );
}
