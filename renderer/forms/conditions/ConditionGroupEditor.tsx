import { IconFolderPlus, IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import formCss from '../form.module.css';
import type { Arriving } from '../widget.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { type ConditionPath, isGroup, newCondition, withItem } from './condition-tree.ts';
import css from './conditions.module.css';
import type { ConditionMoves } from './use-condition-moves.ts';

interface ConditionGroupEditorProps {
  group: ConditionGroup;
  path: string;
  /** Where the group stands in the tree; empty for the root. */
  at: ConditionPath;
  moves: ConditionMoves;
  fields: Arriving;
  sample: Sample | null;
  problems: readonly Problem[];
  onChange(group: ConditionGroup): void;
  onRemove?(): void;
}

const DEEPEST = 4;

/** One group: whether all or any must hold, its comparisons, and groups within it. */
export function ConditionGroupEditor({ group, path, at, moves, fields, sample, problems, onChange, onRemove }: ConditionGroupEditorProps) {
  const name = useId();
  const list = useRef<HTMLUListElement>(null);
  const isAdding = useRef(false);
  const add = (item: ConditionGroup['items'][number]) => {
    isAdding.current = true;
    onChange({ ...group, items: [...group.items, item] });
  };
  const depth = at.length;
  const count = group.items.length;
  useEffect(() => {
    if (!isAdding.current || count === 0) return;
    isAdding.current = false;
    list.current?.lastElementChild?.querySelector<HTMLInputElement>('input:not([type=radio])')?.focus();
  }, [count]);
  return (
    <div className={depth === 0 ? css.root : css.group}>
      {(group.items.length > 1 || depth > 0 || group.match === 'none') && (
        <div className={css.match}>
          {depth > 0 && (
            <button className={`${formCss.icon} ${formCss.grip}`} {...moves.handleProps(at, t('the group'))}>
              <IconGripVertical size={13} />
            </button>
          )}
          <fieldset className={css.toggle}>
            <legend className="visually-hidden">{t('How many of these must hold')}</legend>
            {(['all', 'any', 'none'] as const).map((match) => (
              <label key={match} data-on={group.match === match || undefined}>
                <input type="radio" name={name} checked={group.match === match} onChange={() => onChange({ ...group, match })} />
                {match === 'all' ? t('All') : match === 'any' ? t('Any') : t('None')}
              </label>
            ))}
          </fieldset>
          <span className={formCss.note}>
            {group.match === 'all' ? t('of these must hold') : group.match === 'any' ? t('of these is enough') : t('of these may hold')}
          </span>
          {onRemove && (
            <button type="button" className={formCss.icon} data-danger aria-label={t('Remove this group')} onClick={onRemove}>
              <IconX size={14} />
            </button>
          )}
        </div>
      )}
      <ul ref={list} className={formCss.rows}>
        {group.items.map((item, i) => {
          const place = `${path}.items.${i}`;
          const way = [...at, i];
          const change = (next: typeof item | null) => onChange(withItem(group, i, next));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            <li key={i} {...moves.itemProps(way)}>
              {isGroup(item) ? (
                <ConditionGroupEditor
                  group={item}
                  path={place}
                  at={way}
                  moves={moves}
                  fields={fields}
                  sample={sample}
                  problems={problems}
                  onChange={change}
                  onRemove={() => change(null)}
                />
              ) : (
                <ConditionRow
                  condition={item}
                  path={place}
                  handle={group.items.length > 1 || depth > 0 ? moves.handleProps(way, item.field || t('the condition')) : null}
                  fields={fields}
                  sample={sample}
                  problems={problems}
                  onChange={change}
                  onRemove={() => change(null)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {depth > 0 && <ProblemLines problems={problems.filter((problem) => problem.field === path)} />}
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => add(newCondition())}>
          <IconPlus size={14} aria-hidden /> {t('Add a condition')}
        </button>
        {depth < DEEPEST && group.items.length > 0 && (
          <button
            type="button"
            className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
            onClick={() => add({ match: group.match === 'all' ? 'any' : 'all', items: [newCondition()] })}
          >
            <IconFolderPlus size={14} aria-hidden /> {t('Add a group')}
          </button>
        )}
      </div>
    </div>
  );
}
