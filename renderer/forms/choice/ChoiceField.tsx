import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

const MOST_LETTERS = 42;
/** About what a letter and the room around an option take, in pixels. */
const [LETTER, AROUND] = [6.6, 18];

/** One of a few: side by side when they are short and there is room, else a list. What the chosen one means is said below. */
export function ChoiceField({ id, labelId, value, onChange, field, describedBy, problems, compact = false }: WidgetProps<string>) {
  const options = field.options ?? [];
  const chosen = options.find((option) => option.value === value);
  const letters = options.reduce((sum, option) => sum + option.label.length, 0);
  const { ref, width } = useElementSize();
  const hasRoom = width === 0 || letters * LETTER + options.length * AROUND <= width;
  const segmented = !compact && options.length > 1 && options.length <= 3 && letters <= MOST_LETTERS && hasRoom;
  return (
    <>
      {!compact && <span ref={ref} className={css.measure} />}
      {segmented ? (
        <SegmentedControl
          fullWidth
          aria-labelledby={labelId}
          aria-describedby={describedBy}
          value={value}
          onChange={onChange}
          data={options.map((option) => ({ value: option.value, label: option.label }))}
        />
      ) : (
        <select
          id={id}
          className={compact ? `${css.select} ${css.small}` : css.select}
          title={compact ? chosen?.help : undefined}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0}
          onChange={(event) => onChange(event.target.value)}
        >
          {!chosen && <option value={value}>{value || t('Choose…')}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {!compact && chosen?.help && <span className={css.help}>{chosen.help}</span>}
    </>
  );
}
