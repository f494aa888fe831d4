import type { RowPart } from '../../core/catalog/form.ts';
import { DurationField, SizeField } from './amount/AmountField.tsx';
import { ChoiceField } from './choice/ChoiceField.tsx';
import { CodeField } from './code/CodeField.tsx';
import { ColumnField } from './column/ColumnField.tsx';
import { ColumnsField } from './columns/ColumnsField.tsx';
import { ConditionsField } from './conditions/ConditionsField.tsx';
import { ConnectionField } from './connection/ConnectionField.tsx';
import { CronField } from './cron/CronField.tsx';
import { DbTableField } from './db-table/DbTableField.tsx';
import { DelimiterField } from './delimiter/DelimiterField.tsx';
import { EncodingField } from './encoding/EncodingField.tsx';
import { FieldTypesField } from './field-types/FieldTypesField.tsx';
import { FlowField } from './flow/FlowField.tsx';
import { FolderField } from './folder/FolderField.tsx';
import { FormatField } from './format/FormatField.tsx';
import { FormulaField } from './formula/FormulaField.tsx';
import { KeyPairsField } from './key-pairs/KeyPairsField.tsx';
import { KeyValuesField } from './key-values/KeyValuesField.tsx';
import { LookupFieldsField } from './lookup-fields/LookupFieldsField.tsx';
import { MappingField } from './mapping/MappingField.tsx';
import { NumberField } from './number/NumberField.tsx';
import { PathField } from './path/PathField.tsx';
import { RemotePathField } from './remote-path/RemotePathField.tsx';
import { SavePathField } from './save-path/SavePathField.tsx';
import { SecretField } from './secret/SecretField.tsx';
import { SortKeysField } from './sort-keys/SortKeysField.tsx';
import { SqlField } from './sql/SqlField.tsx';
import { SqlTableField } from './sql-table/SqlTableField.tsx';
import { SwitchField } from './switch/SwitchField.tsx';
import { TextField } from './text/TextField.tsx';
import { TextareaField } from './textarea/TextareaField.tsx';
import { TextsField } from './texts/TextsField.tsx';
import { TimeOfDayField } from './time-of-day/TimeOfDayField.tsx';
import { WebhookPathField } from './webhook/PathField.tsx';
import { WebhookSecretField } from './webhook/SecretField.tsx';
import type { WidgetEntry } from './widget.ts';
import { ZoneField } from './zone/ZoneField.tsx';

/** The component of every widget that can stand in a form by itself and in an entry of a list. */
export const PART_WIDGETS: Readonly<Record<RowPart['widget'], WidgetEntry>> = {
  text: { component: TextField, short: true },
  textarea: { component: TextareaField },
  number: { component: NumberField, short: true },
  duration: { component: DurationField, short: true },
  size: { component: SizeField, short: true },
  texts: { component: TextsField, group: true, showsInner: true },
  'key-values': { component: KeyValuesField, group: true, showsInner: true },
  switch: { component: SwitchField, short: true },
  choice: { component: ChoiceField, short: true },
  path: { component: PathField },
  'save-path': { component: SavePathField },
  folder: { component: FolderField },
  column: { component: ColumnField, short: true },
  columns: { component: ColumnsField },
  conditions: { component: ConditionsField, group: true, showsInner: true },
  mapping: { component: MappingField, group: true, showsInner: true },
  'sort-keys': { component: SortKeysField, group: true },
  'key-pairs': { component: KeyPairsField, group: true },
  'lookup-fields': { component: LookupFieldsField, group: true },
  'field-types': { component: FieldTypesField, group: true },
  format: { component: FormatField },
  formula: { component: FormulaField },
  code: { component: CodeField, group: true },
  sql: { component: SqlField, group: true },
  'sql-table': { component: SqlTableField },
  'time-of-day': { component: TimeOfDayField },
  'webhook-path': { component: WebhookPathField },
  'webhook-secret': { component: WebhookSecretField },
  flow: { component: FlowField },
  cron: { component: CronField },
  zone: { component: ZoneField },
  connection: { component: ConnectionField },
  secret: { component: SecretField },
  'db-table': { component: DbTableField },
  'remote-path': { component: RemotePathField },
  delimiter: { component: DelimiterField },
  encoding: { component: EncodingField },
};
