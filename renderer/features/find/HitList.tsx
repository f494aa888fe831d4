import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { catalog } from '../../../core/nodes/index.ts';
import type { Hit } from '../../editing/find-in-flow.ts';
import { openHit } from '../../editing/finding.ts';
import { told } from '../../i18n/i18n.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import css from './find.module.css';

const ROW_HEIGHT = 50;

/** What was found: the step, what the setting is called, and the words around. Only the rows in view are drawn. */
export function HitList({ hits, place }: { hits: readonly Hit[]; place: number }) {
  const area = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_HEIGHT,
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
            <li key={key} aria-setsize={hits.length} aria-posinset={index + 1} style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}>
              <Row hit={hit} isHere={index === place} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ hit, isHere }: { hit: Hit; isHere: boolean }) {
  const spec = catalog.get(hit.kind);
  return (
    <button type="button" className={css.hit} aria-current={isHere || undefined} onClick={() => openHit(hit)}>
      <RoleTile role={spec?.role ?? 'unknown'} icon={spec?.icon ?? 'question-mark'} size={24} />
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
