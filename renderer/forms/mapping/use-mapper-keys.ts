import { type KeyboardEvent, type RefObject, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { ownKey } from './mapper-model.ts';
import { type MapperState, NEW_ROW } from './use-mapper.ts';
import type { LineEnd } from './useLinking.ts';

type Side = 'from' | 'to';

interface Input {
  state: MapperState;
  boxes: Readonly<Record<Side, RefObject<HTMLDivElement | null>>>;
  searches: Readonly<Record<Side, RefObject<HTMLInputElement | null>>>;
  onEdit(): void;
  onNew(): void;
}

const PAGE = 10;

/** The keyboard of the mapper: arrows walk and change sides, Enter picks a field up and links it, Delete unlinks, F2 edits, typing searches. */
export function useMapperKeys({ state, boxes, searches, onEdit, onNew }: Input) {
  const [active, setActive] = useState<Readonly<Record<Side, string>>>({ from: state.keys.from[0] ?? '', to: state.keys.to[0] ?? '' });
  const [held, setHeld] = useState<LineEnd | null>(null);
  const { keys, byKey } = state;
  const here = (side: Side) => (keys[side].includes(active[side]) ? active[side] : (keys[side][0] ?? ''));
  const go = (side: Side, key: string) => setActive((now) => ({ ...now, [side]: key }));
  const focus = (side: Side) => boxes[side].current?.focus();
  const rowsOf = (source: string) => state.rows.filter(({ from }) => from.includes(source));
  const nameOf = (side: Side, key: string) => (side === 'from' ? key : (byKey.get(key)?.name ?? ''));

  const link = (from: string, to: string | null) => {
    state.link(from, to);
    setHeld(null);
  };
  const hold = (side: Side, key: string) => {
    setHeld({ side, key });
    const other = side === 'from' ? 'to' : 'from';
    const found = side === 'from' ? targetFor(key) : (state.proposals.get(nameOf('to', key))?.from ?? here('from'));
    if (found) go(other, found);
    focus(other);
    state.say(
      side === 'from'
        ? t('{{field}} is picked up. Choose where it goes, and press Enter.', { field: key })
        : t('Choose what fills {{field}}, and press Enter.', { field: nameOf(side, key) }),
    );
  };
  /** Where a picked up field most likely goes: what is suggested, where it goes already, else the first field that is open. */
  const targetFor = (source: string): string | undefined => {
    const suggested = state.rows.find(({ name }) => state.proposals.get(name)?.from === source);
    const found = suggested ?? rowsOf(source)[0] ?? state.rows.find((row) => row.state === 'open' && !state.proposals.has(row.name));
    return found && keys.to.includes(found.key) ? found.key : keys.to.at(-1);
  };
  const enter = (side: Side) => {
    const key = here(side);
    if (key === '') return;
    if (held && held.side !== side && held.key !== null) {
      const [from, to] = side === 'to' ? [held.key, key] : [key, held.key];
      link(from, to === NEW_ROW ? null : to);
      const next = keys[held.side][keys[held.side].indexOf(held.key) + 1];
      if (next !== undefined && next !== NEW_ROW) go(held.side, next);
      focus(held.side);
      return;
    }
    const row = byKey.get(key);
    const proposal = side === 'to' && row ? state.proposals.get(row.name) : undefined;
    if (proposal) state.take([proposal]);
    else if (side === 'to' && key === NEW_ROW) onNew();
    else hold(side, key);
  };
  const unlink = (side: Side) => {
    const key = here(side);
    const row = byKey.get(key);
    state.unlink(side === 'from' ? rowsOf(key) : row ? [row] : []);
  };

  const onKey = (side: Side) => (event: KeyboardEvent<HTMLDivElement>) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const list = keys[side];
    const at = list.indexOf(here(side));
    const walk: Readonly<Record<string, number>> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - PAGE,
      PageDown: at + PAGE,
      Home: 0,
      End: list.length - 1,
    };
    const to = walk[key];
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (ctrlKey || metaKey) return;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      handled();
      const row = side === 'to' ? byKey.get(here('to')) : undefined;
      if (row && row.index !== null) {
        state.move(row, key === 'ArrowUp' ? -1 : 1);
        const moved = ownKey(row.index + (key === 'ArrowUp' ? -1 : 1));
        if (byKey.has(moved) && !row.unasked && !row.wanted) go('to', moved);
      }
    } else if (altKey) return;
    else if (to !== undefined) {
      handled();
      const next = list[Math.max(0, Math.min(list.length - 1, to))];
      if (next !== undefined) go(side, next);
    } else if (key === (side === 'from' ? 'ArrowRight' : 'ArrowLeft')) {
      handled();
      focus(side === 'from' ? 'to' : 'from');
    } else if (key === 'Enter') {
      handled();
      enter(side);
    } else if (key === 'Delete' || key === 'Backspace') {
      handled();
      unlink(side);
    } else if (key === 'F2') {
      handled();
      onEdit();
    } else if (key === 'Escape' && held) {
      handled();
      focus(held.side);
      setHeld(null);
    } else if (key.length === 1 && key !== ' ') searches[side].current?.focus();
  };
  return { active: { from: here('from'), to: here('to') }, held, go, onKey };
}
