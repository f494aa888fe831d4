import * as z from 'zod';
import { isHeaderName, isHeaderValue } from '../base/http-header.ts';
import type { FormField, FormSection } from './form.ts';
import type { SettingProblem } from './node-spec.ts';

/** A name and a value, for headers and for what is asked behind the question mark. */
export const namedTextsSchema = z.array(z.object({ key: z.string(), value: z.string() })).default([]);

/** When an answer counts; for every kind that speaks HTTP. */
export const answerRulesShape = {
  /** Statuses that count, with commas; empty: 200 to 299. */
  statuses: z.string().default(''),
  /** Names with commas: an answer whose JSON has something there is a failure. */
  failPath: z.string().default('error, errors'),
  mustPath: z.string().default(''),
  mustBe: z.string().default(''),
};

/** The connection of a step that speaks HTTP. */
export const httpConnectionField: FormField = {
  field: 'connection',
  widget: 'connection',
  label: 'Connection',
  help: 'Knows the host and how to sign in.',
  families: ['http'],
};

/** The folded-up part of a form that says when an answer counts. */
export const answerRulesSection: FormSection = {
  title: 'When an answer counts',
  advanced: true,
  fields: [
    { field: 'statuses', widget: 'text', label: 'Good statuses', help: 'Separated by commas. Empty: all from 200 to 299.', placeholder: '200, 201' },
    {
      field: 'failPath',
      widget: 'text',
      label: 'A failure if there is',
      help: 'Names in the JSON of the answer, separated by commas: something there means that it failed, whatever the status.',
      placeholder: 'error, errors',
    },
    { field: 'mustPath', widget: 'text', label: 'Good only if there is', help: 'A path in the JSON of the answer, such as status.', placeholder: 'status' },
    { field: 'mustBe', widget: 'text', label: 'And it is', help: 'Empty: anything but nothing, no and 0.', placeholder: 'success' },
  ],
};

/** Problems of the settings that all kinds share that speak HTTP. */
export function httpProblems(config: {
  connection: string;
  query: readonly { key: string; value: string }[];
  headers: readonly { key: string; value: string }[];
  statuses: string;
}): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
  if (config.connection === '')
    problems.push({ code: 'missing-setting', field: 'connection', message: 'No connection is chosen.', hint: 'Choose one, or make it under Connections.' });
  for (const { key, value } of config.headers) {
    if (key !== '' && !isHeaderName(key))
      wrong('headers', `"${key}" cannot be the name of a header.`, 'Letters, digits and hyphens; what says how a message is carried is set automatically.');
    if (!isHeaderValue(value))
      wrong('headers', `The value of the header ${key} holds a character that no header can hold.`, 'Headers are one line of plain text.');
    if (/^(authorization|cookie|proxy-authorization)$/i.test(key))
      wrong('headers', `The header ${key} signs in, and would be kept readable here.`, 'Let the connection sign in: then it is kept secret.');
  }
  if (config.statuses.split(/[\s,;]+/).some((each) => each !== '' && !/^[1-5][0-9]{2}$/.test(each)))
    wrong('statuses', 'The good statuses are not all numbers from 100 to 599.', 'Write them separated by commas, such as 200, 201.');
  return problems;
}
