/** The field widgets a form can be drawn with; each is a folder in renderer/forms. */
export type Widget =
  | 'text'
  | 'textarea'
  | 'number'
  | 'switch'
  | 'choice' // one of `options`
  | 'path' // a file to read, with browse button
  | 'save-path' // a file to write, with name templates
  | 'column' // one arriving field
  | 'columns' // several arriving fields, in order
  | 'conditions' // shapes.ts conditionsSchema
  | 'mapping' // shapes.ts mappingSchema
  | 'sort-keys' // shapes.ts sortKeysSchema
  | 'key-pairs' // list of shapes.ts keyPairSchema: `left` of the first input, `right` of the port in `port`
  | 'lookup-fields' // shapes.ts lookupFieldsSchema, `from` of the port in `port`
  | 'field-types' // shapes.ts fieldTypesSchema
  | 'formula'
  | 'code'
  | 'sql'
  | 'sql-table'
  | 'cron'
  | 'zone'
  | 'delimiter'
  | 'encoding';

/** One of the values a setting may have, as a person sees it. */
export interface FormOption {
  value: string;
  label: string;
  help?: string;
}

/** One setting of a node kind as a person sees it. `field` is a dotted path into the config. */
export interface FormField {
  field: string;
  widget: Widget;
  label: string;
  /** One line under the label. */
  help?: string;
  placeholder?: string;
  options?: readonly FormOption[];
  /** Arriving fields are offered from this input port; default: the first. */
  port?: string;
  /** Shown only while another setting has one of these values. */
  visibleWhen?: { field: string; is: readonly (string | boolean)[] };
  min?: number;
  max?: number;
  unit?: string;
  /** File name endings offered by a path widget, without dot. */
  extensions?: readonly string[];
  /** Name of another setting this widget needs, e.g. the database file of a table picker. */
  dependsOn?: string;
}

/** Settings that belong together, under a heading. */
export interface FormSection {
  title?: string;
  /** Folded until asked for. */
  advanced?: boolean;
  fields: readonly FormField[];
}
