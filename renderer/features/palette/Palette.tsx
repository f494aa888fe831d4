import { IconChevronDown, IconChevronLeft, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { AnyNodeSpec } from '../../../core/catalog/catalog.ts';
import type { Role } from '../../../core/catalog/node-spec.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { fitsFor, freeOutput } from '../../canvas/fits.ts';
import { KIND_TYPE } from '../../canvas/kind-drag.ts';
import { searchKinds } from '../../canvas/search-kinds.ts';
import { addKind } from '../../editing/add-node.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { byUse, timesBeside, useKnownKinds } from '../../state/known-kinds.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';
import { paletteKey, useUi } from '../../state/ui.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { useMedia } from '../../ui/use-media.ts';
import styles from './Palette.module.css';

const SECTIONS: readonly { title: string; has(spec: AnyNodeSpec): boolean }[] = [
  { title: text('Triggers'), has: ({ role }) => role === 'trigger' },
  { title: text('Sources'), has: ({ role }) => role === 'source' },
  { title: text('Clean and shape'), has: ({ role, group = 'shape' }) => role === 'transform' && group === 'shape' },
  { title: text('Split and sort out'), has: ({ role, group }) => role === 'transform' && group === 'select' },
  { title: text('Combine'), has: ({ role, group }) => role === 'transform' && group === 'combine' },
  { title: text('Check'), has: ({ role, group }) => role === 'transform' && group === 'check' },
  { title: text('Targets'), has: ({ role }) => role === 'target' },
];

const SOURCES = 'Sources';
/** As in Palette.module.css. Here all families together are several times as high as the window. */
const LOW = '(max-height: 859px)';
const USED_LAST = text('Used last');
const MOST_RECENT = 4;
const NOTHING = text('Nothing found');

/**
 * The kinds of steps: search first, then what fits behind the selected step, then all. Click, Enter or drag adds one. In a low window the families are folded,
 * so that all of them are in sight; in an empty flow but for the sources, with which a flow begins.
 */
export function Palette() {
  const [query, setQuery] = useState('');
  const found = useMemo(() => searchKinds(catalog.all(), query), [query]);
  const fitting = useFitting();
  const recent = useRecent();
  const isLow = useMedia(LOW);
  const isEmpty = useDocument((state) => state.flow?.nodes.length === 0);
  const isSearching = query.trim() !== '';
  return (
    <aside className={styles.palette} aria-label={t('Steps to add')}>
      <div className={styles.top}>
        <div className={styles.search}>
          <IconSearch size={15} aria-hidden="true" />
          <input
            type="search"
            value={query}
            placeholder={t('Find a step')}
            aria-label={t('Find a step')}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key === 'Enter' && isSearching && first) addKind(first.kind);
              if (event.key === 'Escape') setQuery('');
            }}
          />
        </div>
        <button
          type="button"
          className={styles.fold}
          aria-label={t('Hide the palette')}
          title={t('Hide the palette')}
          onClick={() => useUi.getState().set({ [paletteKey()]: false })}
        >
          <IconChevronLeft size={15} />
        </button>
      </div>
      {fitting.length > 0 && !isSearching && (
        <div className={styles.next}>
          <Section title={text('Fits next')} kinds={fitting} />
        </div>
      )}
      <div className={styles.list}>
        {isSearching ? (
          <>
            <Section title={found.length > 0 ? text('Found') : NOTHING} kinds={found} />
            {found.length === 0 && (
              <p className={styles.none}>{t('No step is called "{{query}}". Try what it does: "remove", "join", "write".', { query: query.trim() })}</p>
            )}
          </>
        ) : (
          <>
            {recent.length > 0 && <Group title={USED_LAST} kinds={recent} folds={false} />}
            {SECTIONS.map(({ title, has }) => (
              <Group key={title} title={title} kinds={found.filter(has)} folds={isLow && !(isEmpty && title === SOURCES)} />
            ))}
          </>
        )}
      </div>
    </aside>
  );
}

/** A section that folds, which is remembered; `folds`: it is folded until somebody opens it. */
function Group({ title, kinds, folds }: { title: string; kinds: readonly AnyNodeSpec[]; folds: boolean }) {
  const folded = useUi((state) => state.paletteFolds[title] ?? folds);
  const id = `palette-${title.toLowerCase().replace(/\W+/g, '-')}`;
  const fold = () => useUi.getState().set({ paletteFolds: { ...useUi.getState().paletteFolds, [title]: !folded } });
  return (
    <section aria-labelledby={id}>
      <h2 className={styles.folds}>
        <button id={id} type="button" aria-expanded={!folded} onClick={fold}>
          {told(title)}
          {folded && <span className={styles.held}>{kinds.length}</span>}
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </h2>
      {!folded && kinds.map((spec) => <Kind key={spec.kind} spec={spec} />)}
    </section>
  );
}

function Section({ title, kinds }: { title: string; kinds: readonly AnyNodeSpec[] }) {
  if (kinds.length === 0 && title !== NOTHING) return null;
  const id = `palette-${title.toLowerCase().replace(/\W+/g, '-')}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{told(title)}</h2>
      {kinds.map((spec) => (
        <Kind key={spec.kind} spec={spec} />
      ))}
    </section>
  );
}

function Kind({ spec }: { spec: AnyNodeSpec }) {
  return (
    <button
      type="button"
      className={styles.kind}
      data-kind={spec.kind}
      title={told(spec.description)}
      draggable
      onClick={() => addKind(spec.kind)}
      onDragStart={(event) => {
        event.dataTransfer.setData(KIND_TYPE, spec.kind);
        event.dataTransfer.effectAllowed = 'copy';
        useCanvasDoor.setState({ draggedKind: spec.kind });
      }}
      onDragEnd={() => useCanvasDoor.setState({ draggedKind: null })}
    >
      <RoleTile role={spec.role} icon={spec.icon} size={26} />
      {told(spec.title)}
    </button>
  );
}

const MOST_FITTING = 3;
/** What mostly follows what, until the flows opened here say more. */
const USUAL_NEXT: Readonly<Record<Role, readonly Role[]>> = {
  trigger: ['source'],
  source: ['transform', 'target'],
  transform: ['transform', 'target'],
  target: [],
};

function useRecent(): readonly AnyNodeSpec[] {
  const recent = useKnownKinds((state) => state.recent);
  return useMemo(() => recent.flatMap((kind) => catalog.get(kind) ?? []).slice(0, MOST_RECENT), [recent]);
}

function useFitting(): readonly AnyNodeSpec[] {
  const selected = useSelection(selectedNodeId);
  const flow = useDocument((state) => state.flow);
  const known = useKnownKinds();
  return useMemo(() => {
    const node = flow?.nodes.find((one) => one.id === selected);
    const spec = catalog.get(node?.kind ?? '');
    const port = flow && freeOutput(flow, catalog, node);
    if (!flow || !node || !spec || !port) return [];
    const fits = fitsFor(flow, catalog, { node: node.id, port, end: 'output' }).map((fit) => fit.spec);
    const used = new Set(flow.nodes.map((one) => one.kind));
    const fresh = fits.filter((fit) => !used.has(fit.kind));
    const beside = { kind: node.kind, end: 'output' } as const;
    const times = timesBeside(known, beside);
    const learned = byUse(fits, ({ kind }) => kind, known, beside).filter(({ kind }) => times.has(kind));
    const usual = USUAL_NEXT[spec.role].flatMap((role) => fresh.filter((fit) => fit.role === role).slice(0, 2));
    return [...new Set([...learned, ...usual])].slice(0, MOST_FITTING);
  }, [flow, selected, known]);
}
