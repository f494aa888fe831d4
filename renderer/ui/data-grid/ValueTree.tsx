import { IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { plainText } from '../values.ts';
import { formatCount } from '../words.ts';
import { jsonText } from './copy-text.ts';
import css from './value-tree.module.css';
import { branchesOf, isBranch, pathText, shownLines, type TreeLine } from './value-tree.ts';

/** Lines deeper than this stand no further to the right: their level is told to a screen reader, and by the path below. */
const DEEPEST = 16;

interface ValueTreeProps {
  /** The field the value is in, where paths begin. */
  field: string;
  value: Value;
  onCopy(text: string, what: 'value' | 'path'): void;
}

/** A nested value as a tree that folds; one part of it, or the path to it, can be copied. */
export function ValueTree({ field, value, onCopy }: ValueTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(branchesOf(field, value)));
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({});
  const [current, setCurrent] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  const lines = shownLines(field, value, open, shown);
  const active = lines[Math.min(current, lines.length - 1)];
  const fold = (line: TreeLine, unfolded: boolean) => {
    const next = new Set(open);
    if (unfolded) next.add(line.id);
    else next.delete(line.id);
    setOpen(next);
  };
  const act = (line: TreeLine) => {
    if (line.more) setShown({ ...shown, [line.more.of]: line.more.next });
    else if (isBranch(line.value)) fold(line, !open.has(line.id));
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setCurrent(next);
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || event.altKey) return;
    const at = lines.indexOf(active);
    const branch = isBranch(active.value);
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    if (copies && active.path) onCopy(event.shiftKey ? pathText(active.path) : textOf(active.value), event.shiftKey ? 'path' : 'value');
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(lines.length - 1);
    else if (event.key === 'ArrowRight' && branch) {
      if (open.has(active.id)) move(at + 1);
      else fold(active, true);
    } else if (event.key === 'ArrowLeft') {
      if (branch && open.has(active.id)) fold(active, false);
      else move(lines.findLastIndex((line, i) => i < at && line.depth < active.depth));
    } else if (event.key === 'Enter' || event.key === ' ') act(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={css.tree}>
      <div ref={tree} role="tree" aria-label={t('Parts of {{field}}', { field })} onKeyDown={onKeyDown}>
        {lines.map((line, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys for its lines
          <div
            key={line.id}
            role="treeitem"
            aria-level={line.depth + 1}
            aria-expanded={isBranch(line.value) && !line.more ? open.has(line.id) : undefined}
            aria-selected={line === active}
            tabIndex={line === active ? 0 : -1}
            className={css.line}
            style={{ paddingLeft: 4 + Math.min(line.depth, DEEPEST) * 14 }}
            onClick={() => {
              setCurrent(i);
              act(line);
            }}
            onFocus={() => setCurrent(i)}
          >
            {line.more ? (
              <span className={css.more}>{t('Show more, {{left}} are left', { left: line.more.left })}</span>
            ) : (
              <>
                <IconChevronRight
                  size={12}
                  aria-hidden
                  className={css.fold}
                  data-open={open.has(line.id) || undefined}
                  data-leaf={!isBranch(line.value) || undefined}
                />
                <span className={css.key}>{line.label}</span>
                <span className={css.value} data-tone={isBranch(line.value) || line.value === null || line.value === '' ? 'quiet' : undefined}>
                  {summaryOf(line.value)}
                </span>
              </>
            )}
          </div>
        ))}
      </div>
      {active?.path && (
        <div className={css.copies}>
          <button type="button" onClick={() => onCopy(textOf(active.value), 'value')}>
            {t('Copy the value')}
          </button>
          <button type="button" onClick={() => onCopy(pathText(active.path ?? []), 'path')}>
            {t('Copy the path')}
          </button>
          <code title={pathText(active.path)}>{pathText(active.path)}</code>
        </div>
      )}
    </div>
  );
}

function summaryOf(value: Value): string {
  if (value === null) return t('nothing');
  if (value === '') return t('empty text');
  if (!isBranch(value)) return plainText(value);
  const members = Array.isArray(value) ? value.length : Object.keys(value as object).length;
  return Array.isArray(value) ? `[ ${formatCount(members)} ]` : `{ ${formatCount(members)} }`;
}

function textOf(value: Value): string {
  return isBranch(value) ? jsonText(value, '') : plainText(value);
}
