import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ConnectionRow } from '../../../core/api/connection-models.ts';
import type { Environment } from '../../../core/base/environment.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { environmentWords, faceOf } from '../../forms/connection/connection-words.ts';
import { t, told } from '../../i18n/i18n.ts';
import { isChanged } from '../../state/connection-draft.ts';
import { useConnectionDrafts } from '../../state/connection-drafts.ts';
import { inUse, useConnections } from '../../state/connections.ts';
import { formatRoute } from '../../state/route.ts';
import { KindIcon } from '../../ui/icons.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import css from './connections.module.css';

/** Height of an entry, in pixels. */
const ROW = 74;

/** The list: only the entries in sight are drawn. Arrows move from one to the next. */
export function ConnectionList({ rows, openId }: { rows: readonly ConnectionRow[]; openId: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const [now, setNow] = useState(() => Date.now());
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (i) => rows[i]?.connectionId ?? i,
  });
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const at = rows.findIndex(({ connectionId }) => connectionId === openId);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, list]);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? 0);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, to));
    list.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus());
  };
  return (
    <div ref={box} className={css.list}>
      <ul style={{ height: list.getTotalSize() }} aria-label={t('Connections')} onKeyDown={onKeyDown}>
        {list.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                data-index={index}
                style={{ transform: `translateY(${start}px)`, height: ROW }}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
              >
                <Entry row={row} isOpen={index === at} now={now} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Entry({ row, isOpen, now }: { row: ConnectionRow; isOpen: boolean; now: number }) {
  const environment = useConnections((state) => state.environment);
  const draft = useConnectionDrafts(({ drafts }) => drafts[row.connectionId]);
  const spec = connectionCatalog.get(row.kind);
  const face = faceOf(inUse(row, environment), now);
  const flows = new Set(row.usedBy.filter(({ flowId }) => flowId !== '').map(({ flowId }) => flowId)).size;
  return (
    <a className={css.entry} href={formatRoute({ page: 'connections', connectionId: row.connectionId })} aria-current={isOpen ? 'true' : undefined}>
      <KindIcon icon={spec?.icon ?? 'question-mark'} size={18} />
      <b>
        {row.name}
        {draft && isChanged(draft) && <span className={css.unsaved}>{t('not saved')}</span>}
      </b>
      <StateGlyph state={face.glyph} size={15} title={`${environmentWords(environment)}: ${face.words}`} />
      <span className={css.leads}>
        <Leads row={row} environment="production" />
        <Leads row={row} environment="test" />
      </span>
      <span className={css.used}>{row.usedBy.length === 0 ? t('not used') : flows === 0 ? t('for alerts') : t('{{count}} flows', { count: flows })}</span>
    </a>
  );
}

function Leads({ row, environment }: { row: ConnectionRow; environment: Environment }) {
  const { set, summary } = row.environments[environment];
  return (
    <span data-set={set || undefined}>
      <i>{environmentWords(environment)}</i> {set ? told(summary) || t('nothing filled in yet') : t('not set up')}
    </span>
  );
}
