import { type FormEvent, useId, useState } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { readWritten, whyNot } from './cell-filter.ts';
import type { GridColumn } from './grid-column.ts';
import { type CellTest, type ColumnFilter, isTime, TEST_LABELS, TIME_LABELS, testsFor } from './grid-query.ts';
import css from './header-menu.module.css';

interface FilterFormProps {
  column: GridColumn;
  filter: ColumnFilter | null;
  /** Null takes the filter away. */
  onFilter(filter: ColumnFilter | null): void;
}

const PLACEHOLDERS = { date: '2026-01-31', datetime: '2026-01-31T08:00', time: '08:00' };

/** A test with what it compares with, in the words of the column's type. */
export function FilterForm({ column, filter, onFilter }: FilterFormProps) {
  const { name, type } = column;
  const tests = testsFor(type);
  const id = useId();
  const [test, setTest] = useState<CellTest>(filter && tests.includes(filter.test) ? filter.test : (tests[0] ?? 'empty'));
  const [value, setValue] = useState(filter?.value ?? '');
  const [upTo, setUpTo] = useState(filter?.upTo ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const compares = test !== 'empty' && test !== 'filled';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!compares) {
      onFilter({ column: name, test });
      return;
    }
    const [from, to] = [readWritten(value, type), test === 'between' ? readWritten(upTo, type) : ''];
    if (from === null || to === null) setProblem(whyNot(type));
    else onFilter({ column: name, test, value: from, ...(test === 'between' ? { upTo: to } : {}) });
  };
  const field = (label: string, text: string, change: (text: string) => void) => (
    <input
      className={css.text}
      aria-label={label}
      aria-invalid={problem !== null}
      aria-describedby={problem ? `${id}-problem` : undefined}
      placeholder={type in PLACEHOLDERS ? PLACEHOLDERS[type as keyof typeof PLACEHOLDERS] : undefined}
      value={text}
      onChange={(event) => {
        setProblem(null);
        change(event.target.value);
      }}
    />
  );
  return (
    <form className={css.form} onSubmit={submit}>
      <label className={css.label} htmlFor={`${id}-test`}>
        {t('Show only records where it')}
      </label>
      <select id={`${id}-test`} className={css.select} value={test} onChange={(event) => setTest(event.target.value as CellTest)}>
        {tests.map((one) => (
          <option key={one} value={one}>
            {told((isTime(type) ? TIME_LABELS[one] : undefined) ?? TEST_LABELS[one])}
          </option>
        ))}
      </select>
      {compares && (
        <div className={css.between}>
          {field(test === 'between' ? t('From') : t('Compared with'), value, setValue)}
          {test === 'between' && <span>{t('and')}</span>}
          {test === 'between' && field(t('Up to'), upTo, setUpTo)}
        </div>
      )}
      {problem && (
        <p id={`${id}-problem`} className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.actions}>
        {filter && (
          <button type="button" className={css.plain} onClick={() => onFilter(null)}>
            {t('Remove the filter')}
          </button>
        )}
        <button type="submit" className={css.primary}>
          {t('Filter')}
        </button>
      </div>
    </form>
  );
}
