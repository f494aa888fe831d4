import type { ComponentType } from 'react';
import type { Widget } from '../../core/catalog/form.ts';
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
import type { WidgetProps } from './widget.ts';
import { ZoneField } from './zone/ZoneField.tsx';

interface WidgetEntry {
  // biome-ignore lint/suspicious/noExplicitAny: each widget has its own type of value; the kind's schema has made sure of it
  component: ComponentType<WidgetProps<any>>;
  /** The widget is a group of controls with labels of their own, so the label above belongs to no single one. */
  group?: boolean;
  /** Problems inside the value are shown by the widget itself, beside what is wrong. */
  showsInner?: boolean;
}

/** The component of every widget a form can name. */
export const WIDGETS: Readonly<Record<Widget, WidgetEntry>> = {
  text: { component: TextField },
  textarea: { component: TextareaField },
  number: { component: NumberField },
  switch: { component: SwitchField },
  choice: { component: ChoiceField },
  path: { component: PathField },
  'save-path': { component: SavePathField },
  column: { component: ColumnField },
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
