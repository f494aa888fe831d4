import type { Field } from '../../../core/base/field.ts';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import css from './mapping.module.css';

interface RestFieldsProps {
  mapping: Mapping;
  rest: readonly Field[];
  onTake(name: string): void;
}

const MOST = 24;

/** Arriving fields that the table does not name; a click takes one into it. */
export function RestFields({ mapping, rest, onTake }: RestFieldsProps) {
  if (rest.length === 0) return null;
  return (
    <div className={css.rest}>
      <span>{mapping.rest === 'drop' ? t('Not taken:') : t('Kept behind the others:')}</span>
      {rest.slice(0, MOST).map((field) => (
        <button
          key={field.name}
          type="button"
          className={css.chip}
          data-dropped={mapping.rest === 'drop' || undefined}
          title={t('Add {{name}} to the table', { name: field.name })}
          onClick={() => onTake(field.name)}
        >
          {field.name}
        </button>
      ))}
      {rest.length > MOST && <span>{t('and {{more}} more', { more: rest.length - MOST })}</span>}
    </div>
  );
}
