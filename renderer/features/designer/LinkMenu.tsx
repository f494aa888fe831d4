import { IconLinkMinus } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { OUT_PORT } from '../../../core/catalog/node-spec.ts';
import * as edit from '../../../core/flow/edit.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { type LinkChoice, linkChoices } from '../../editing/link-choices.ts';
import { newId } from '../../editing/new-id.ts';
import { t, told } from '../../i18n/i18n.ts';
import { type LinkRequest, useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { PickMenu } from './PickMenu.tsx';

/** Links a step without dragging: offers where its records can go to or come from, and takes links away that are there. */
export function LinkMenu() {
  const request = useCanvasDoor((state) => state.linking);
  return request ? <OpenLinkMenu key={request.nodeId} request={request} /> : null;
}

function OpenLinkMenu({ request }: { request: LinkRequest }) {
  const flow = useDocument((state) => state.flow);
  const choices = useMemo(() => (flow ? linkChoices(flow, catalog, request.nodeId) : []), [flow, request.nodeId]);
  const name = flow?.nodes.find((node) => node.id === request.nodeId)?.name ?? '';
  const close = () => useCanvasDoor.setState({ linking: null });
  const choose = (index: string) => {
    const choice = choices[Number(index)];
    close();
    if (choice) apply(choice, name);
    useCanvasDoor.getState().canvas?.focusNode(request.nodeId);
  };
  return (
    <PickMenu
      screen={request.screen}
      label={t('Links of {{name}}', { name })}
      placeholder={t('Link {{name}} to …', { name })}
      searchLabel={t('Find a step to link to')}
      listLabel={t('Links')}
      picksFor={(query) =>
        choices.flatMap((choice, index) => {
          const words = choiceWords(choice);
          if (!words.toLowerCase().includes(query.trim().toLowerCase())) return [];
          return [{ id: String(index), label: words, detail: choice.edgeId ? t('take away') : '', icon: iconOf(choice) }];
        })
      }
      none={(query) => (query ? t('Nothing here is called "{{query}}".', { query }) : t('There is no step it could be linked to.'))}
      onPick={choose}
      onClose={close}
    />
  );
}

function iconOf({ other, edgeId }: LinkChoice): ReactNode {
  if (edgeId) return <IconLinkMinus size={26} stroke={1.5} aria-hidden="true" />;
  const { role, icon } = faceOf(other, []);
  return <RoleTile role={role} icon={icon} size={26} />;
}

function choiceWords({ way, output, other, input }: LinkChoice): string {
  const name = input === '' ? other.name : t('{{name}} ({{port}})', { name: other.name, port: told(input) });
  const isPlain = output.carries === 'start' || output.name === OUT_PORT;
  if (isPlain) return way === 'to' ? t('To {{name}}', { name }) : t('From {{name}}', { name });
  return way === 'to' ? t('{{output}} to {{name}}', { output: told(output.label), name }) : t('{{output}} of {{name}}', { output: told(output.label), name });
}

function apply({ from, to, other, way, edgeId }: LinkChoice, name: string): void {
  const names = way === 'to' ? { from: name, to: other.name } : { from: other.name, to: name };
  const { apply: change } = useDocument.getState();
  if (edgeId) change(t('Remove the link from {{from}} to {{to}}', names), (flow) => edit.disconnect(flow, [edgeId]));
  else change(t('Connect {{from}} to {{to}}', names), (flow) => edit.connect(flow, newId(), from, to));
}
