import { IconArrowsMaximize, IconFunction, IconPlus, IconStack2 } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import formCss from '../form.module.css';
import { NO_FORMULA } from '../formula/FormulaEditor.tsx';
import { moveItem, useReorder } from '../useReorder.ts';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { Mapper } from './Mapper.tsx';
import { MappingRow } from './MappingRow.tsx';
import css from './mapping.module.css';
import { copyItem, freeName, NEW_NAME, sampleResult, untaken, withMappingItem } from './mapping-edit.ts';
import { RestFields } from './RestFields.tsx';

/** Which fields leave, where each comes from, and what it holds for the first sample record. */
export function MappingField({ labelId, value, onChange, field, context, problems }: WidgetProps<Mapping>) {
  const [open, setOpen] = useState<number | null>(null);
  const [wide, setWide] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const fields = arrivingAt(context, field.port);
  const sample = sampleAt(context, field.port);
  const rest = fields ? untaken(value, fields) : [];
  const rows = useRows({
    toggle: (index: number) => setOpen(open === index ? null : index),
    change: (index: number, item: MappingItem) => onChange(withMappingItem(value, index, item)),
    remove: (index: number) => {
      setOpen(null);
      onChange(withMappingItem(value, index, null));
    },
    move: (from: number, to: number) => {
      onChange({ ...value, items: moveItem(value.items, from, to) });
      setOpen(null);
    },
  });
  const reorder = useReorder(value.items.length, rows.move);
  const close = () => {
    setWide(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
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
          <span>{from === undefined ? t('From what arrives') : t('From {{step}}', { step: from })}</span>
          <span>{t('To')}</span>
        </div>
        {value.items.length === 0 && (
          <p className={css.none}>
            {value.rest === 'keep' ? t('No field is named yet. All fields pass as they are.') : t('No field is named yet. Add the ones that should leave.')}
          </p>
        )}
        <ol className={css.items}>
          {(wide ? [] : value.items).map((item, i) => (
            <MappingRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
              key={i}
              item={item}
              index={i}
              count={value.items.length}
              path={`${field.field}.items.${i}`}
              open={open === i}
              fields={fields}
              sample={sample}
              result={sampleResult(item, sample, context.left)}
              zone={context.zone}
              problems={problems}
              rowProps={reorder.rowProps(i)}
              handleProps={reorder.handleProps(i, item.to || t('field {{number}}', { number: i + 1 }))}
              onToggle={rows.toggle}
              onChange={rows.change}
              onRemove={rows.remove}
            />
          ))}
        </ol>
      </div>
      <button ref={opener} type="button" className={`${formCss.button} ${formCss.small} ${css.widen}`} onClick={() => setWide(true)}>
        <IconArrowsMaximize size={14} aria-hidden /> {t('Open the mapper')}
      </button>
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => addOpened({ to: '', from: '', formula: '' })}>
          <IconPlus size={14} aria-hidden /> {t('Field')}
        </button>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          onClick={() => addOpened({ to: freeName(value, NEW_NAME), from: '', formula: NO_FORMULA })}
        >
          <IconFunction size={14} aria-hidden /> {t('Formula')}
        </button>
        {rest.length > 0 && (
          <button
            type="button"
            className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
            onClick={() => add(...rest.map((one) => ({ ...copyItem(one.name), to: freeName(value, one.name) })))}
          >
            <IconStack2 size={14} aria-hidden /> {t('Add all {{n}}', { n: rest.length })}
          </button>
        )}
      </div>
      <ProblemLines problems={problems.filter((problem) => problem.field === `${field.field}.target`)} />
      <RestFields mapping={value} rest={rest} onTake={(name) => add({ ...copyItem(name), to: freeName(value, name) })} />
      {wide && <Mapper mapping={value} fields={fields} sample={sample} context={context} onChange={(next, part) => onChange(next, part)} onClose={close} />}
    </div>
  );
}

interface RowHands {
  toggle(index: number): void;
  change(index: number, item: MappingItem): void;
  remove(index: number): void;
  move(from: number, to: number): void;
}

/** The same functions at every drawing, which do what those given last do. */
function useRows(given: RowHands): RowHands {
  const last = useRef(given);
  last.current = given;
  const [hands] = useState<RowHands>(() => ({
    toggle: (index) => last.current.toggle(index),
    change: (index, item) => last.current.change(index, item),
    remove: (index) => last.current.remove(index),
    move: (from, to) => last.current.move(from, to),
  }));
  return hands;
}
