import { IconNote, IconStack2 } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { catalog } from '../../../core/nodes/index.ts';
import type { Hit } from '../../editing/find-in-flow.ts';
import { openHit } from '../../editing/finding.ts';
import { told } from '../../i18n/i18n.ts';
import { useByDensity } from '../../ui/density.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import css from './find.module.css';

/** Height of a row, in pixels. */
const ROW = { comfortable: 50, compact: 42 } as const;

/** What was found: the step, what the setting is called, and the words around. Only the rows in view are drawn. */
export function HitList({ hits, place }: { hits: readonly Hit[]; place: number }) {
  const area = useRef<HTMLDivElement>(null);
  const rowHeight = useByDensity(ROW);
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => area.current,
    estimateSize: () => rowHeight,
    getItemKey: (i) => hits[i]?.key ?? i,
    overscan: 6,
  });
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place);
  }, [place, rows]);
  return (
    <div ref={area} className={css.hits}>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
      <ul role="list" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const hit = hits[index];
          if (!hit) return null;
          return (
            <li key={key} aria-setsize={hits.length} aria-posinset={index + 1} style={{ height: rowHeight, transform: `translateY(${start}px)` }}>
              <Row hit={hit} isHere={index === place} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Picture({ on }: { on: 'group' | 'note' }) {
  const Icon = on === 'note' ? IconNote : IconStack2;
  return (
    <i className={css.picture}>
      <Icon size={15} aria-hidden />
    </i>
  );
}

function Row({ hit, isHere }: { hit: Hit; isHere: boolean }) {
  const spec = catalog.get(hit.kind);
  return (
    <button type="button" className={css.hit} aria-current={isHere || undefined} onClick={() => openHit(hit)}>
      {hit.on === 'step' ? <RoleTile role={spec?.role ?? 'unknown'} icon={spec?.icon ?? 'question-mark'} size={24} /> : <Picture on={hit.on} />}
      <span className={css.words}>
        <span className={css.where}>
          <b>{hit.nodeName}</b> {hit.labels.map((label) => told(label)).join(', ')}
        </span>
        <span className={css.around}>
          {hit.before}
          <mark>{hit.match}</mark>
          {hit.after}
        </span>
      </span>
    </button>
  );
}
