import { useId, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { type EditedRecords, jsonOf, recordsOfJson } from './edit-records.ts';
import css from './record-editor.module.css';

interface RecordJsonProps {
  value: EditedRecords;
  /** Null while the text is no list of records. */
  onChange(records: EditedRecords | null): void;
}

/** Records as a JSON text: an object, or a list of objects. */
export function RecordJson({ value, onChange }: RecordJsonProps) {
  const id = useId();
  const [typed, setTyped] = useState(() => jsonOf(value));
  const read = recordsOfJson(typed, value.fields);
  return (
    <div className={css.json}>
      <textarea
        aria-label={t('Records as JSON')}
        aria-invalid={!read.ok}
        aria-describedby={id}
        spellCheck={false}
        rows={8}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          const next = recordsOfJson(event.target.value, value.fields);
          onChange(next.ok ? next.value : null);
        }}
      />
      <small id={id} role="status" data-bad={!read.ok || undefined}>
        {read.ok ? t('Records: {{records}}. Fields: {{fields}}.', { records: read.value.rows.length, fields: read.value.fields.length }) : read.problem}
      </small>
    </div>
  );
}
