import { useMemo, useState } from 'react';
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
import { PickMenu } from './PickMenu.tsx';

/** Offers the kinds that fit where a link was dropped, at the selected step, or on an edge. */
export function AddMenu() {
  const request = useCanvasDoor((state) => state.adding);
  return request ? <OpenAddMenu key={`${request.screen.x} ${request.screen.y}`} request={request} /> : null;
}

function OpenAddMenu({ request }: { request: AddRequest }) {
  const [recent] = useState(() => new Set(useKnownKinds.getState().recent));
  const kinds = useMemo(() => offered(request), [request]);
  const close = () => useCanvasDoor.setState({ adding: null });
  const choose = (kind: string) => {
    close();
    const { at, join, edgeId } = request;
    const id = addKind(kind, { ...(at ? { at } : {}), ...(join ? { join } : {}), ...(edgeId ? { edgeId } : {}) });
    if (id) setTimeout(() => useCanvasDoor.getState().canvas?.focusNode(id), 60);
  };
  return (
    <PickMenu
      screen={request.screen}
      label={t('Add a step')}
      placeholder={title(request)}
      searchLabel={t('Find a step')}
      listLabel={t('Steps')}
      picksFor={(query) =>
        searchKinds(kinds, query).map(({ kind, title: name, role, icon }) => ({
          id: kind,
          label: told(name),
          detail: recent.has(kind) ? t('{{role}}, used last', { role: told(ROLE_WORDS[role]) }) : told(ROLE_WORDS[role]),
          icon: <RoleTile role={role} icon={icon} size={26} />,
        }))
      }
      none={(query) => (query ? t('Nothing here is called "{{query}}".', { query }) : t('Nothing can follow here.'))}
      onPick={choose}
      onClose={close}
    />
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
