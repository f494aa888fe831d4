import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { GivenRecords } from '../../../core/api/preview-models.ts';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import type { EditedRecords } from '../../ui/record-editor/edit-records.ts';
import { RecordForm } from '../../ui/record-editor/RecordForm.tsx';
import { RecordJson } from '../../ui/record-editor/RecordJson.tsx';
import css from './sample-bar.module.css';

interface TypedRecordsProps {
  /** Fields of the source; null when they are not known. */
  fields: readonly Field[] | null;
  /** Records of the source that were seen: the first one is where typing begins. */
  like: Sample | null;
  value: GivenRecords | null;
  onChange(records: GivenRecords | null): void;
}

/** Records typed in instead of a source: one field by field, or several as JSON. */
export function TypedRecords({ fields, like, value, onChange }: TypedRecordsProps) {
  const [start] = useState((): EditedRecords => value ?? { fields: plain(fields ?? []), rows: [like?.rows[0] ?? (fields ?? []).map(() => null)] });
  const [shape, setShape] = useState<'fields' | 'json'>(start.fields.length === 0 || start.rows.length > 1 ? 'json' : 'fields');
  const records: EditedRecords = value ?? start;
  const change = (next: EditedRecords | null) => onChange(next && { fields: [...next.fields], rows: next.rows.map((row) => [...row]) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what typing begins with counts as typed from the start
  useEffect(() => {
    if (!value && start.fields.length > 0) change(start);
  }, []);
  return (
    <div className={css.typed}>
      <SegmentedControl
        size="xs"
        aria-label={t('How to type')}
        value={shape}
        onChange={(next) => setShape(next as 'fields' | 'json')}
        data={[
          { value: 'fields', label: t('Field by field'), disabled: start.fields.length === 0 || records.rows.length > 1 },
          { value: 'json', label: t('As JSON') },
        ]}
      />
      {shape === 'fields' ? (
        <RecordForm fields={records.fields} row={records.rows[0] ?? []} onChange={(row) => change(row && { ...records, rows: [row] })} />
      ) : (
        <RecordJson value={records} onChange={change} />
      )}
    </div>
  );
}

/** Without the sample values, which are no business of what is typed. */
function plain(fields: readonly Field[]): Field[] {
  return fields.map(({ name, type }) => ({ name, type }));
}
