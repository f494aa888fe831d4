import type { RowPart } from '../../core/catalog/form.ts';
import { ChoiceField } from './choice/ChoiceField.tsx';
import { CodeField } from './code/CodeField.tsx';
import { ColumnField } from './column/ColumnField.tsx';
import { ColumnsField } from './columns/ColumnsField.tsx';
import { ConditionsField } from './conditions/ConditionsField.tsx';
import { CronField } from './cron/CronField.tsx';
import { DelimiterField } from './delimiter/DelimiterField.tsx';
import { EncodingField } from './encoding/EncodingField.tsx';
import { FieldTypesField } from './field-types/FieldTypesField.tsx';
import { FormulaField } from './formula/FormulaField.tsx';
import { KeyPairsField } from './key-pairs/KeyPairsField.tsx';
import { LookupFieldsField } from './lookup-fields/LookupFieldsField.tsx';
import { MappingField } from './mapping/MappingField.tsx';
import { NumberField } from './number/NumberField.tsx';
import { PathField } from './path/PathField.tsx';
import { SavePathField } from './save-path/SavePathField.tsx';
import { SortKeysField } from './sort-keys/SortKeysField.tsx';
import { SqlField } from './sql/SqlField.tsx';
import { SqlTableField } from './sql-table/SqlTableField.tsx';
import { SwitchField } from './switch/SwitchField.tsx';
import { TextField } from './text/TextField.tsx';
import { TextareaField } from './textarea/TextareaField.tsx';
import type { WidgetEntry } from './widget.ts';
import { ZoneField } from './zone/ZoneField.tsx';

/** The component of every widget that can stand in a form by itself and in an entry of a list. */
export const PART_WIDGETS: Readonly<Record<RowPart['widget'], WidgetEntry>> = {
  text: { component: TextField, short: true },
  textarea: { component: TextareaField },
  number: { component: NumberField, short: true },
  switch: { component: SwitchField, short: true },
  choice: { component: ChoiceField, short: true },
  path: { component: PathField },
  'save-path': { component: SavePathField },
  column: { component: ColumnField, short: true },
  columns: { component: ColumnsField },
  conditions: { component: ConditionsField, group: true, showsInner: true },
  mapping: { component: MappingField, group: true, showsInner: true },
  'sort-keys': { component: SortKeysField, group: true },
  'key-pairs': { component: KeyPairsField, group: true },
  'lookup-fields': { component: LookupFieldsField, group: true },
  'field-types': { component: FieldTypesField, group: true },
  formula: { component: FormulaField },
  code: { component: CodeField, group: true },
  sql: { component: SqlField, group: true },
  'sql-table': { component: SqlTableField },
  cron: { component: CronField },
  zone: { component: ZoneField },
  delimiter: { component: DelimiterField },
  encoding: { component: EncodingField },
};
