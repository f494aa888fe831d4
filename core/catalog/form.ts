import type { ConnectionFamily } from './families/families.ts';

/** The field widgets a form can be drawn with; each is a folder in renderer/forms. */
export type Widget =
  | 'text'
  | 'textarea'
  | 'number'
  | 'duration' // a length of time in milliseconds, typed in any unit
  | 'size' // bytes, typed in any unit
  | 'texts' // a list of texts
  | 'key-values' // a list of { key, value }, nothing secret
  | 'switch'
  | 'choice' // one of `options`
  | 'path' // a file to read, with browse button
  | 'save-path' // a file to write, with name templates
  | 'folder' // a folder, with browse button
  | 'column' // one arriving field
  | 'columns' // several arriving fields, in order
  | 'conditions' // shapes.ts conditionsSchema
  | 'mapping' // shapes.ts mappingSchema
  | 'sort-keys' // shapes.ts sortKeysSchema
  | 'key-pairs' // list of shapes.ts keyPairSchema: `left` of the first input, `right` of the port in `port`
  | 'lookup-fields' // shapes.ts lookupFieldsSchema, `from` of the port in `port`
  | 'field-types' // shapes.ts fieldTypesSchema
  | 'format' // how texts of a date, time or number are written; `formatOf` says of which field
  | 'formula'
  | 'code'
  | 'sql'
  | 'sql-table'
  | 'cron'
  | 'time-of-day' // HH:MM in the zone of the setting in `dependsOn`
  | 'webhook-path' // a path of the listener, with the whole address to give to the other side
  | 'webhook-secret' // stands for a secret of this trigger in the vault; its own value stays empty
  | 'flow' // the id of a flow of the workspace; its name goes to the setting in `dependsOn`
  | 'zone'
  | 'connection' // id of a connection of one of `families`
  | 'secret' // a secret of a connection: `field` is its name; what is kept is never shown
  | 'db-table' // shapes.ts tableNameSchema, of the connection in `dependsOn`
  | 'remote-path' // a file or folder of the connection in `dependsOn`; empty there: a local one
  | 'delimiter'
  | 'encoding'
  | 'rows'; // a list of objects of one shape, which `rows` describes

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
  /** For the widget `connection`. */
  families?: readonly ConnectionFamily[];
  /** For the widget `connection`: what an empty setting means, e.g. "A folder of this computer"; without it one has to be chosen. */
  without?: string;
  /** For the widget `secret`: it has several lines, such as a private key, and can be taken from a file. */
  lines?: boolean;
  /** For the widget `remote-path`: what is chosen. Default: a file that is there. */
  choose?: 'open' | 'save' | 'folder';
  /** Name of another setting this widget needs, e.g. the database file of a table picker. */
  dependsOn?: string;
  /** For the widget `format`: the settings beside this one that hold the type and the name of the field it is about. */
  formatOf?: { type: string; field: string };
  /** What one entry of the list holds; for the widget `rows` only. */
  rows?: RowsForm;
}

/**
 * One part of a list entry. `field` is a key of the entry. `visibleWhen` may name another key of the same entry; `dependsOn` names a setting of the step.
 */
export interface RowPart extends Omit<FormField, 'rows'> {
  widget: Exclude<Widget, 'rows'>;
}

/**
 * What the entries of a list setting hold, for the widget `rows`: they are added, removed and put in order there. Problems are told at the entry when
 * their `field` is `<setting>.<index>.<key>`, or `<setting>.<index>` for the entry as a whole. Up to three short parts stand in one line; more, or tall
 * ones (conditions, formula, columns), in a card whose first line is the first part, so put a name or a choice first.
 *
 * ```ts
 * { field: 'calculations', widget: 'rows', label: 'Calculations', rows: {
 *   noun: 'calculation',
 *   empty: { kind: 'count', field: '', name: '' },
 *   parts: [
 *     { field: 'kind', widget: 'choice', label: 'What', options: [{ value: 'count', label: 'Count' }, { value: 'sum', label: 'Sum' }] },
 *     { field: 'field', widget: 'column', label: 'Of field', visibleWhen: { field: 'kind', is: ['sum'] } },
 *     { field: 'name', widget: 'text', label: 'As' },
 *   ] } }
 * ```
 */
export interface RowsForm {
  /** What one entry is called: "case", "calculation". */
  noun: string;
  parts: readonly RowPart[];
  /** A new entry; the kind's schema must take it. */
  empty: Readonly<Record<string, unknown>>;
  /** Key of an entry that gets an id of its own when it is added, which stays when the entry is changed or moved. Not shown. */
  idKey?: string;
  /** Most entries there may be. */
  most?: number;
  /** The order means nothing, so it cannot be changed. */
  unordered?: boolean;
}

/** Settings that belong together, under a heading. */
export interface FormSection {
  title?: string;
  /** Folded until asked for. */
  advanced?: boolean;
  fields: readonly FormField[];
}
