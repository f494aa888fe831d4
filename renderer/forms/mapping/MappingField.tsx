import { IconFunction, IconPlus, IconStack2, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import formCss from '../form.module.css';
import { NO_FORMULA } from '../formula/FormulaEditor.tsx';
import { moveItem, useReorder } from '../useReorder.ts';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { MappingRow } from './MappingRow.tsx';
import css from './mapping.module.css';
import { copyItem, freeName, NEW_NAME, sampleResult, untaken, withMappingItem } from './mapping-edit.ts';
import { ProposeDialog } from './ProposeDialog.tsx';
import { RestFields } from './RestFields.tsx';

/** Which fields leave, where each comes from, and what it holds for the first sample record. */
export function MappingField({ labelId, value, onChange, field, context, problems }: WidgetProps<Mapping>) {
  const [open, setOpen] = useState<number | null>(null);
  const [proposing, setProposing] = useState(false);
  const fields = arrivingAt(context, field.port);
  const sample = sampleAt(context, field.port);
  const rest = fields ? untaken(value, fields) : [];
  const reorder = useReorder(value.items.length, (from, to) => {
    onChange({ ...value, items: moveItem(value.items, from, to) });
    setOpen(null);
  });
  const add = (...items: MappingItem[]) => onChange({ ...value, items: [...value.items, ...items] });
  const addOpened = (item: MappingItem) => {
    add(item);
    setOpen(value.items.length);
  };
  const from = Object.values(context.feeders)[0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={formCss.rows}>
      <div className={css.table}>
        <div className={css.titles} aria-hidden>
          <span>From {from ?? 'what arrives'}</span>
          <span>To</span>
        </div>
        {value.items.length === 0 && (
          <p className={css.none}>No field is named yet. {value.rest === 'keep' ? 'All fields pass as they are.' : 'Add the ones that should leave.'}</p>
        )}
        <ol className={css.items}>
          {value.items.map((item, i) => (
            <MappingRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
              key={i}
              item={item}
              index={i}
              path={`${field.field}.items.${i}`}
              open={open === i}
              fields={fields}
              sample={sample}
              result={sampleResult(item, sample, context.left)}
              zone={context.zone}
              problems={problems}
              rowProps={reorder.rowProps(i)}
              handleProps={reorder.handleProps(i, item.to || `field ${i + 1}`)}
              onToggle={() => setOpen(open === i ? null : i)}
              onChange={(next) => onChange(withMappingItem(value, i, next))}
              onRemove={() => {
                setOpen(null);
                onChange(withMappingItem(value, i, null));
              }}
            />
          ))}
        </ol>
      </div>
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => addOpened({ to: '', from: '', formula: '' })}>
          <IconPlus size={14} aria-hidden /> Field
        </button>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          onClick={() => addOpened({ to: freeName(value, NEW_NAME), from: '', formula: NO_FORMULA })}
        >
          <IconFunction size={14} aria-hidden /> Formula
        </button>
        {rest.length > 0 && (
          <button
            type="button"
            className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
            onClick={() => add(...rest.map((one) => ({ ...copyItem(one.name), to: freeName(value, one.name) })))}
          >
            <IconStack2 size={14} aria-hidden /> Add all {rest.length}
          </button>
        )}
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => setProposing(true)}>
          <IconWand size={14} aria-hidden /> Match names
        </button>
      </div>
      <RestFields mapping={value} rest={rest} onTake={(name) => add({ ...copyItem(name), to: freeName(value, name) })} />
      {proposing && (
        <ProposeDialog
          mapping={value}
          fields={fields ?? []}
          wanted={context.wanted}
          onClose={() => setProposing(false)}
          onPropose={(next) => {
            onChange(next);
            setProposing(false);
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
