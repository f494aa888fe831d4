import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnyNodeSpec } from '../../../core/catalog/catalog.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { fitsFor, mainInput, mainOutput } from '../../canvas/fits.ts';
import { searchKinds } from '../../canvas/search-kinds.ts';
import { addKind } from '../../editing/add-node.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { type AddRequest, useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { type Beside, byUse, useKnownKinds } from '../../state/known-kinds.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import styles from './AddMenu.module.css';

const WIDTH = 268;
const HEIGHT = 340;

/** Offers the kinds that fit where a link was dropped, at the selected step, or on an edge. */
export function AddMenu() {
  const request = useCanvasDoor((state) => state.adding);
  return request ? <OpenAddMenu key={`${request.screen.x} ${request.screen.y}`} request={request} /> : null;
}

function OpenAddMenu({ request }: { request: AddRequest }) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(document.activeElement);
  const [recent] = useState(() => new Set(useKnownKinds.getState().recent));
  const kinds = useMemo(() => searchKinds(offered(request), query), [request, query]);
  const close = () => {
    useCanvasDoor.setState({ adding: null });
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  const choose = (spec: AnyNodeSpec | undefined) => {
    if (!spec) return;
    useCanvasDoor.setState({ adding: null });
    const { at, join, edgeId } = request;
    const id = addKind(spec.kind, { ...(at ? { at } : {}), ...(join ? { join } : {}), ...(edgeId ? { edgeId } : {}) });
    if (id) setTimeout(() => useCanvasDoor.getState().canvas?.focusNode(id), 60);
  };
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) useCanvasDoor.setState({ adding: null });
    };
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') choose(kinds[active]);
    else if (event.key === 'ArrowDown') setActive((now) => Math.min(now + 1, kinds.length - 1));
    else if (event.key === 'ArrowUp') setActive((now) => Math.max(now - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const left = Math.max(8, Math.min(request.screen.x + 8, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(request.screen.y - 20, window.innerHeight - HEIGHT - 8));
  return (
    <div ref={box} className={styles.menu} style={{ left, top, width: WIDTH }} role="dialog" aria-label={t('Add a step')} onKeyDown={onKeyDown}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu was asked for by a gesture and is typed into at once
        autoFocus
        className={styles.search}
        placeholder={title(request)}
        aria-label={t('Find a step')}
        role="combobox"
        aria-expanded="true"
        aria-controls="add-menu-list"
        aria-activedescendant={kinds[active] ? `add-${kinds[active].kind}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
      />
      <div className={styles.list} role="listbox" id="add-menu-list" aria-label={t('Steps')}>
        {kinds.map((spec, i) => (
          <div
            key={spec.kind}
            id={`add-${spec.kind}`}
            role="option"
            aria-selected={i === active}
            tabIndex={-1}
            className={styles.option}
            onPointerMove={() => setActive(i)}
            onClick={() => choose(spec)}
            onKeyDown={onKeyDown}
            ref={i === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <RoleTile role={spec.role} icon={spec.icon} size={26} />
            <span>
              <b>{told(spec.title)}</b>
              <small>{recent.has(spec.kind) ? t('{{role}}, used last', { role: told(ROLE_WORDS[spec.role]) }) : told(ROLE_WORDS[spec.role])}</small>
            </span>
          </div>
        ))}
        {kinds.length === 0 && <p className={styles.none}>{query ? t('Nothing here is called “{{query}}”.', { query }) : t('Nothing can follow here.')}</p>}
      </div>
    </div>
  );
}

const ROLE_WORDS = { trigger: text('Trigger'), source: text('Source'), transform: text('Transform'), target: text('Target') } as const;

function title({ join, edgeId }: AddRequest): string {
  if (edgeId) return t('Insert a step');
  return join ? (join.end === 'output' ? t('What comes next?') : t('What comes before?')) : t('Add a step');
}

function offered({ join, edgeId }: AddRequest): readonly AnyNodeSpec[] {
  const { flow } = useDocument.getState();
  const known = useKnownKinds.getState();
  const inOrder = (specs: readonly AnyNodeSpec[], beside?: Beside) => byUse(specs, ({ kind }) => kind, known, beside);
  const kindOf = (id: string | undefined) => flow?.nodes.find((node) => node.id === id)?.kind ?? '';
  if (edgeId) {
    const from = flow?.edges.find((edge) => edge.id === edgeId)?.from.node;
    const between = catalog.all().filter((spec) => mainInput(spec) && mainOutput(spec));
    return inOrder(between, { kind: kindOf(from), end: 'output' });
  }
  if (!join || !flow) return inOrder(catalog.all());
  const fits = fitsFor(flow, catalog, join).map((fit) => fit.spec);
  return inOrder(fits, { kind: kindOf(join.node), end: join.end });
}
