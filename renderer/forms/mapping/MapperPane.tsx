import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useLayoutEffect } from 'react';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './mapper.module.css';

/** Height of a row; lines are drawn from one middle to another. */
export const ROW = 34;
const MORE = 6;

interface MapperPaneProps {
  id: string;
  side: 'from' | 'to';
  title: string;
  /** What the grid holds, for a screen reader. */
  label: string;
  query: string;
  onQuery(query: string): void;
  show: string;
  shows: readonly { value: string; label: string }[];
  onShow(show: string): void;
  keys: readonly string[];
  active: string;
  box: RefObject<HTMLDivElement | null>;
  search: RefObject<HTMLInputElement | null>;
  scroll: number;
  height: number;
  /** What stands where there are no rows. */
  empty: ReactNode;
  children(key: string): { cells: ReactNode; label: string; state?: Record<string, string | true | undefined> };
  onScroll(top: number): void;
  onActive(key: string): void;
  onKey(event: KeyboardEvent<HTMLDivElement>): void;
  onBegin(event: PointerEvent<HTMLElement>, key: string): void;
}

/** One side of the mapper: a list of fields of which only the rows in sight are drawn. It is one stop for Tab; arrows move in it. */
export function MapperPane(props: MapperPaneProps) {
  const { id, side, title, label, query, show, shows, keys, active, box, search, scroll, height, empty } = props;
  const first = Math.max(0, Math.floor(scroll / ROW) - MORE);
  const last = Math.min(keys.length, Math.ceil((scroll + height) / ROW) + MORE);
  const at = keys.indexOf(active);
  useLayoutEffect(() => {
    const pane = box.current;
    if (!pane || at < 0) return;
    if (at * ROW < pane.scrollTop) pane.scrollTop = at * ROW;
    else if ((at + 1) * ROW > pane.scrollTop + pane.clientHeight) pane.scrollTop = (at + 1) * ROW - pane.clientHeight;
  }, [at, box]);
  const isDrawn = at >= first && at < last;
  return (
    <section className={css.pane} data-side={side} aria-label={title}>
      <div className={css.paneHead}>
        <h3 className={css.paneTitle} title={title}>
          {title}
        </h3>
        <span className={css.find}>
          <IconSearch size={13} aria-hidden />
          <input
            ref={search}
            className={`${formCss.input} ${formCss.small}`}
            type="search"
            aria-label={side === 'from' ? t('Find an arriving field') : t('Find a field that leaves')}
            placeholder={t('Find')}
            value={query}
            onChange={(event) => props.onQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'Enter') {
                event.preventDefault();
                event.stopPropagation();
                box.current?.focus();
              } else if (event.key === 'Escape' && query !== '') {
                event.stopPropagation();
                props.onQuery('');
                box.current?.focus();
              }
            }}
          />
        </span>
        <select
          className={`${formCss.select} ${formCss.small} ${css.show}`}
          aria-label={side === 'from' ? t('Which arriving fields are shown') : t('Which fields that leave are shown')}
          value={show}
          onChange={(event) => props.onShow(event.target.value)}
        >
          {shows.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by their height, so that only those in sight are drawn */}
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        className={css.list}
        data-pane={side}
        aria-label={label}
        aria-rowcount={keys.length}
        aria-activedescendant={isDrawn ? `${id}-${at}` : undefined}
        onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
        onKeyDown={(event) => event.target === event.currentTarget && props.onKey(event)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" style={{ height: keys.length * ROW, position: 'relative' }}>
          {keys.slice(first, last).map((key, i) => {
            const row = props.children(key);
            const index = first + i;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
              <div
                key={key}
                role="row"
                id={`${id}-${index}`}
                aria-rowindex={index + 1}
                aria-selected={index === at}
                aria-label={row.label}
                className={css.row}
                data-row-key={key === '+' ? '' : key}
                data-side={side}
                {...row.state}
                style={{ top: index * ROW, height: ROW }}
                onPointerDown={(event) => {
                  if (!(event.target instanceof Element && event.target.closest('button:not([data-dot])'))) props.onActive(key);
                  props.onBegin(event, key);
                }}
              >
                {row.cells}
              </div>
            );
          })}
        </div>
        {keys.length === 0 && <div className={css.empty}>{empty}</div>}
      </div>
    </section>
  );
}
