import { useElementSize } from '@mantine/hooks';
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { MappingItem } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { Cell } from './Cell.tsx';
import { SourceCells, TargetCells } from './MapperCells.tsx';
import { type MapperLine, MapperLines } from './MapperLines.tsx';
import { MapperPane } from './MapperPane.tsx';
import css from './mapper.module.css';
import { ownKey } from './mapper-model.ts';
import { sourceLabel, targetLabel } from './row-words.ts';
import { type MapperState, NEW_ROW } from './use-mapper.ts';
import type { useMapperKeys } from './use-mapper-keys.ts';
import { type LineEnd, useLinking } from './useLinking.ts';
import type { Tried } from './useTrial.ts';

type Side = 'from' | 'to';

interface MapperBoardProps {
  id: string;
  state: MapperState;
  keys: ReturnType<typeof useMapperKeys>;
  boxes: Readonly<Record<Side, RefObject<HTMLDivElement | null>>>;
  searches: Readonly<Record<Side, RefObject<HTMLInputElement | null>>>;
  tried: ReadonlyMap<MappingItem, Tried>;
  /** Name of the step before. */
  feeder: string | null;
  isKnown: boolean;
  onOpenTarget(): void;
}

/** Both lists and the lines between them. */
export function MapperBoard({ id, state, keys, boxes, searches, tried, feeder, isKnown, onOpenTarget }: MapperBoardProps) {
  const [scroll, setScroll] = useState({ from: 0, to: 0 });
  const size = useElementSize();
  const middle = useRef<HTMLDivElement>(null);
  const { active, held } = keys;
  const linking = useLinking((from: LineEnd, to: LineEnd) => {
    if (from.key === null) return;
    state.link(from.key, to.key);
    keys.go('to', to.key ?? ownKey(state.rows.filter(({ wanted }) => wanted === null).length));
  });
  const places = useMemo(
    () => ({ from: new Map(state.keys.from.map((key, at) => [key, at])), to: new Map(state.keys.to.map((key, at) => [key, at])) }),
    [state.keys],
  );
  const lines = useMemo(
    () =>
      state.rows.flatMap((row): MapperLine[] => {
        const to = places.to.get(row.key);
        const proposal = state.proposals.get(row.name);
        if (to === undefined) return [];
        const wrong = row.misfit !== null;
        return (proposal && row.state === 'open' ? [proposal.from] : row.from).flatMap((name): MapperLine[] => {
          const from = places.from.get(name);
          if (from === undefined) return [];
          const lit = active.to === row.key || active.from === name;
          const line = { key: `${row.key}\n${name}`, from, to, lit, wrong };
          return row.state === 'open' ? (proposal ? [{ ...line, kind: 'proposed', band: proposal.band }] : []) : [{ ...line, kind: row.state }];
        });
      }),
    [state.rows, state.proposals, places, active.to, active.from],
  );
  const sourceOf = useMemo(() => new Map(state.sources.map((source) => [source.key, source])), [state.sources]);
  const over = linking.drag?.over ?? null;
  const mark = (side: Side, key: string) => ({
    'data-active': active[side] === key || undefined,
    'data-held': (held?.side === side && held.key === key) || (linking.drag?.start.side === side && linking.drag.start.key === key) || undefined,
    'data-over': (over?.side === side && (over.key ?? NEW_ROW) === key) || undefined,
  });
  const drag = linking.drag;
  const left = middle.current?.getBoundingClientRect();
  const start = drag && drag.start.key !== null ? places[drag.start.side].get(drag.start.key) : undefined;
  const drawn = drag && start !== undefined && left ? { side: drag.start.side, at: start, x: drag.x - left.left, y: drag.y - left.top } : null;
  const shared = (side: Side) => ({
    id: `${id}-${side}`,
    side,
    query: state.find[side],
    onQuery: (query: string) => state.setFind(side, query),
    show: state.show[side],
    onShow: (which: string) => state.setShow(side, which),
    keys: state.keys[side],
    active: active[side],
    box: boxes[side],
    search: searches[side],
    scroll: scroll[side],
    height: size.height,
    onScroll: (top: number) => setScroll((now) => ({ ...now, [side]: top })),
    onActive: (key: string) => keys.go(side, key),
    onKey: keys.onKey(side),
  });
  return (
    <div className={css.board} data-drawing={drag !== null || undefined}>
      <MapperPane
        {...shared('from')}
        title={feeder === null ? t('What arrives') : t('From {{step}}', { step: feeder })}
        label={t('Arriving fields')}
        shows={[
          { value: 'all', label: t('All fields') },
          { value: 'unused', label: t('Not used') },
        ]}
        empty={isKnown ? t('No field is found.') : t('It is not known yet which fields arrive. Connect a step that reads something, or preview it once.')}
        onBegin={(event, key) => linking.begin(event, { side: 'from', key })}
      >
        {(key) => {
          const source = sourceOf.get(key);
          if (!source) return { cells: null, label: key };
          const names = source.goesTo.map((at) => state.rows[at]?.name ?? '');
          return {
            cells: <SourceCells row={source} />,
            label: sourceLabel(source, names),
            state: { ...mark('from', key), 'data-unused': (source.goesTo.length === 0 && !source.passes) || undefined },
          };
        }}
      </MapperPane>
      <div ref={middle} className={css.between}>
        <div ref={size.ref} className={css.lines}>
          <MapperLines
            lines={lines}
            scroll={scroll}
            width={size.width}
            height={size.height}
            drawn={drawn}
            onChoose={(line) => {
              const key = state.keys.to[line.to];
              if (key !== undefined) keys.go('to', key);
              boxes.to.current?.focus();
            }}
          />
        </div>
      </div>
      <MapperPane
        {...shared('to')}
        title={t('To {{target}}', { target: state.target })}
        label={t('Fields that leave')}
        shows={[
          { value: 'all', label: t('All fields') },
          { value: 'open', label: t('Not filled') },
          { value: 'suggested', label: t('With a suggestion') },
          { value: 'doubtful', label: t('To look at') },
        ]}
        empty={t('No field is found.')}
        onBegin={(event, key) => key !== NEW_ROW && linking.begin(event, { side: 'to', key })}
      >
        {(key) => {
          const row = state.byKey.get(key);
          if (!row)
            return {
              label: t('A new field'),
              state: { ...mark('to', key), 'data-new': true },
              cells: (
                <Cell className={css.newRow}>
                  {state.rows.length === 0 ? (
                    <>
                      {t('Draw a line to here, or')}{' '}
                      <button type="button" tabIndex={-1} className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={onOpenTarget}>
                        {t('say what the other side takes')}
                      </button>
                    </>
                  ) : (
                    t('A new field: draw a line to here, or press Enter for a formula')
                  )}
                </Cell>
              ),
            };
          const proposal = row.state === 'open' ? state.proposals.get(row.name) : undefined;
          return {
            label: targetLabel(row, proposal, state.target),
            state: { ...mark('to', key), 'data-state': row.state },
            cells: (
              <TargetCells
                row={row}
                proposal={proposal}
                tried={row.item ? tried.get(row.item) : undefined}
                target={state.target}
                onAccept={() => proposal && state.take([proposal])}
                onDismiss={() => proposal && state.dismiss(proposal)}
              />
            ),
          };
        }}
      </MapperPane>
    </div>
  );
}
