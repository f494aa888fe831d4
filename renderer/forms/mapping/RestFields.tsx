import { useId } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import css from './mapping.module.css';

interface RestFieldsProps {
  mapping: Mapping;
  rest: readonly Field[];
  known: boolean;
  onChange(mapping: Mapping): void;
  onTake(name: string): void;
}

/** What happens to arriving fields that the table does not name, and which those are. */
export function RestFields({ mapping, rest, known, onChange, onTake }: RestFieldsProps) {
  const name = useId();
  return (
    <fieldset className={css.rest}>
      <legend>Fields that are not in the table</legend>
      <div className={css.kinds}>
        {(['drop', 'keep'] as const).map((choice) => (
          <label key={choice} data-on={mapping.rest === choice || undefined}>
            <input type="radio" name={name} checked={mapping.rest === choice} onChange={() => onChange({ ...mapping, rest: choice })} />
            {choice === 'drop' ? 'Drop' : 'Keep behind the others'}
          </label>
        ))}
      </div>
      {known && rest.length > 0 && (
        <p className={css.chips}>
          {rest.slice(0, 24).map((field) => (
            <button
              key={field.name}
              type="button"
              className={css.chip}
              data-dropped={mapping.rest === 'drop' || undefined}
              title={`Add ${field.name} to the table`}
              onClick={() => onTake(field.name)}
            >
              {field.name}
            </button>
          ))}
          {rest.length > 24 && <span>and {rest.length - 24} more</span>}
        </p>
      )}
    </fieldset>
  );
}
