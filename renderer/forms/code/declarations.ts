import type { FieldType } from '../../../core/base/field.ts';
import { arrivingAt, type FormContext } from '../widget.ts';

const SCRIPT_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'string',
  integer: 'number',
  number: 'number',
  decimal: 'string',
  boolean: 'boolean',
  date: 'string',
  datetime: 'string',
  time: 'string',
  list: 'any[]',
  object: 'Record<string, any>',
  any: 'any',
};

/** Declarations of the record as it really arrives, for checking and completing a snippet. */
export function declarationsFor(context: FormContext, port?: string): string {
  const fields = arrivingAt(context, port) ?? [];
  const members = fields.map(({ name, type }) => `  ${JSON.stringify(name)}: ${SCRIPT_TYPES[type]} | null;`);
  return `interface Row {\n${members.join('\n')}\n  [field: string]: any;\n}\ndeclare const record: Row;\ndeclare const records: Row[];\n`;
}
