import { Popover } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../../ui/FieldTypeIcon.tsx';
import formCss from '../form.module.css';
import css from './columns.module.css';
import { setChosen } from './set-chosen.ts';

interface SeveralColumnsProps {
  label: string;
  fields: readonly Field[];
  value: readonly string[];
  onChange(names: string[]): void;
}

const ROW = 28;

/** All arriving fields in one list with a search, to take or leave several at once. */
export function SeveralColumns({ label, fields, value, onChange }: SeveralColumnsProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small}`}
          aria-expanded={open}
          title={t('Take several at once')}
          onClick={() => setOpen(!open)}
        >
          <IconListCheck size={14} aria-hidden /> {t('Several')}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <ColumnList label={label} fields={fields} value={value} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnList({ label, fields, value, onChange }: SeveralColumnsProps) {
  const [words, setWords] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const wanted = words.trim().toLowerCase();
  const shown = wanted === '' ? fields : fields.filter((field) => field.name.toLowerCase().includes(wanted));
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 10 });
  const chosen = new Set(value);
  const names = shown.map((field) => field.name);
  const taken = names.filter((name) => chosen.has(name)).length;
  return (
    <div className={css.several}>
      <input
        type="search"
        data-autofocus
        className={`${formCss.input} ${formCss.small}`}
        aria-label={t('Find a field')}
        placeholder={t('Find a field')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={css.bulk}>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          disabled={taken === names.length}
          onClick={() => onChange(setChosen(value, names, true))}
        >
          {wanted === '' ? t('Take all') : t('Take those shown')}
        </button>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          disabled={taken === 0}
          onClick={() => onChange(setChosen(value, names, false))}
        >
          {wanted === '' ? t('Take none') : t('Leave those shown')}
        </button>
        <span role="status">{t('{{taken}} of {{all}}', { taken, all: names.length })}</span>
      </div>
      <div ref={box} className={css.list}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside */}
        <div role="group" aria-label={label} style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const field = shown[index];
            if (!field) return null;
            return (
              <label key={field.name} className={css.choice} title={field.name} style={{ transform: `translateY(${start}px)`, height: ROW }}>
                <input type="checkbox" checked={chosen.has(field.name)} onChange={(event) => onChange(setChosen(value, [field.name], event.target.checked))} />
                <FieldTypeIcon type={field.type} />
                <span>{field.name}</span>
                {field.sample !== undefined && <small>{field.sample}</small>}
              </label>
            );
          })}
        </div>
      </div>
    </div>
  );
}
