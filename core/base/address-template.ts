import { UserError } from './errors.ts';
import { fillTemplate, type TemplateValues } from './name-template.ts';
import { templateNames } from './text-template.ts';

const KNOWN = /\{(?:param\.[A-Za-z][A-Za-z0-9_-]*|date(?::[^{}]+)?|time(?::[^{}]+)?|run|flow)\}/g;

/** One value as a part of an address: nothing in it can end the part, begin a query, or lead to another folder. The UserError `bad-template` for `.` and `..`. */
export function addressPart(value: string, name: string): string {
  if (/^\.{1,2}$/.test(value))
    throw new UserError('bad-template', `"${name}" is "${value}", which would lead to another path.`, {
      hint: 'Give it another value, or ask with it behind the question mark.',
    });
  return encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Fills `{param.name}`, `{date}` and their like into an address: what is put in is encoded, so that it stays the part it stands in. */
export function fillAddress(text: string, values: TemplateValues): string {
  const parameters = Object.fromEntries(
    Object.entries(values.parameters).map(([name, value]) => [name, text.includes(`{param.${name}}`) ? addressPart(value, name) : value]),
  );
  return fillTemplate(text, { ...values, parameters, flowName: encodeURIComponent(values.flowName) }, 'paths');
}

/** Fills the same placeholders into any other text, where braces may stand for themselves; `put` says how a value is written there. */
export function fillKnown(text: string, values: TemplateValues, put: (value: string) => string = (value) => value): string {
  return text.replace(KNOWN, (place) => put(fillTemplate(place, values, 'paths')));
}

/** Whether a place in braces stands for something of the flow or the run, not for a field of the record. */
export function isFlowPlace(name: string): boolean {
  return /^(?:param\.[A-Za-z][A-Za-z0-9_-]*|date(?::.+)?|time(?::.+)?|run|flow)$/.test(name);
}

/** Fields of the record that a template asks for, each once. */
export function fieldsAskedFor(template: string): string[] {
  return templateNames(template).filter((name) => !isFlowPlace(name));
}

/** A value between the quotes of a JSON text. */
export function withinJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
