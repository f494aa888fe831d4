import { Button, Select } from '@mantine/core';
import { IconMaximize, IconMinimize, IconStack2 } from '@tabler/icons-react';
import type { FlowGroup } from '../../../core/flow/flow.ts';
import { nodeOf } from '../../../core/flow/graph.ts';
import { membersOf } from '../../../core/flow/groups.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { PaperColours } from '../../canvas/PaperColours.tsx';
import { paperOf } from '../../canvas/paper-colour.ts';
import { colourGroup, joinGroup, leaveGroups, renameGroup, showStep, takeApart, toggleGroup } from '../../editing/groups.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import css from './inspector.module.css';
import { NameInput } from './NameInput.tsx';

/** A group that is selected as a whole: its name and colour, whether it is collapsed, and the steps in it. */
export function GroupPanel({ group }: { group: FlowGroup }) {
  const flow = useDocument((state) => state.flow);
  if (!flow) return null;
  const members = membersOf(flow, group);
  const inside = new Set(members);
  const others = flow.nodes.flatMap(({ id, name }) => (inside.has(id) ? [] : [{ value: id, label: name }]));
  const Icon = group.collapsed ? IconMaximize : IconMinimize;
  return (
    <>
      <header className={css.head}>
        <i className={css.picture} data-paper={paperOf(group.colour)}>
          <IconStack2 size={17} aria-hidden />
        </i>
        <NameInput label={t('Name of the group')} value={group.name} onChange={(name) => renameGroup(group.id, name)} />
      </header>
      <div className={css.body}>
        <p className={css.description}>{t('A frame around steps. It never changes what runs.')}</p>
        <PaperColours label={t('Colour')} value={paperOf(group.colour)} onChange={(colour) => colourGroup(group.id, colour)} />
        <div className={css.groupActs}>
          <Button size="compact-sm" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={() => toggleGroup(group.id)}>
            {group.collapsed ? t('Open the group') : t('Collapse to one card')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => takeApart([group.id])}>
            {t('Take apart')}
          </Button>
        </div>
        <section className={css.section}>
          <h3 className={css.sectionTitle}>{t('{{count}} steps', { count: members.length })}</h3>
          <ul className={css.members}>
            {members.map((id) => {
              const node = nodeOf(flow, id);
              if (!node) return null;
              const face = faceOf(node, flow.edges);
              return (
                <li key={id}>
                  <button type="button" onClick={() => showStep(id)}>
                    <RoleTile role={face.role} icon={face.icon} size={22} />
                    <span>{node.name}</span>
                  </button>
                  <Button size="compact-xs" variant="subtle" aria-label={t('Take out: {{name}}', { name: node.name })} onClick={() => leaveGroups([id])}>
                    {t('Take out')}
                  </Button>
                </li>
              );
            })}
          </ul>
          {others.length > 0 && (
            <Select
              size="xs"
              aria-label={t('Put another step into the group')}
              placeholder={t('Put another step into the group')}
              data={others}
              value={null}
              searchable
              limit={50}
              onChange={(id) => id && joinGroup([id], group.id)}
            />
          )}
        </section>
      </div>
    </>
  );
}
