import { DateTime } from 'luxon';
import { fillPlaces, templateNames, templateParts } from '../base/text-template.ts';
import type { AlertFacts, AlertKind } from './alert-kinds.ts';
import type { AlertWords } from './alert-words.ts';
import { german } from './words-de.ts';
import { english } from './words-en.ts';

/** The languages that messages are written in. */
export type AlertLanguage = 'en' | 'de';

const WORDS: Readonly<Record<AlertLanguage, AlertWords>> = { en: english, de: german };

/** An incident as far as a message tells of it. */
export interface ToldIncident {
  readonly incidentId: string;
  readonly kind: AlertKind;
  readonly flowName: string;
  readonly runId: string | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly count: number;
  readonly facts: AlertFacts;
}

/** What a message is written with. */
export interface MessageStyle {
  readonly language: AlertLanguage;
  readonly zone: string;
  /** Says in that language what the program has said in English; absent: it stays as it is. */
  readonly told?: ((sentence: string) => string) | undefined;
  /** Own words with places; empty: the usual ones. */
  readonly subject: string;
  readonly body: string;
  /** Where Swivel is reached; empty: no link. */
  readonly address: string;
}

/** A message as people read it. */
export interface AlertText {
  readonly title: string;
  readonly body: string;
}

/** What happened and what to do, in plain sentences. */
export function incidentWords(incident: ToldIncident, style: Pick<MessageStyle, 'language' | 'zone' | 'told'>): { title: string; what: string; todo: string } {
  const words = WORDS[style.language];
  const values = valuesOf(incident, words, style);
  const { title, what, todo } = words.kinds[incident.kind];
  return { title: filled(title, values), what: lines(what, values), todo: lines(todo, values) };
}

/** The message that an incident began. */
export function openedMessage(incident: ToldIncident, style: MessageStyle): AlertText {
  const words = WORDS[style.language];
  const { title, what, todo } = incidentWords(incident, style);
  return message(incident, style, {
    title,
    what: incident.count > 1 ? `${what}\n${filled(words.again, valuesOf(incident, words, style))}` : what,
    todo,
  });
}

/** The message that it is over. */
export function recoveredMessage(incident: ToldIncident, style: MessageStyle): AlertText {
  const words = WORDS[style.language];
  const values = new Map(valuesOf(incident, words, style)).set('title', incidentWords(incident, style).title);
  // How often it happened is worth a line only where it was not once.
  if (incident.count === 1) values.delete('count');
  const { title, what, todo } = words.recovered;
  return message(incident, style, { title: filled(title, values), what: lines(what, values), todo: lines(todo, values) });
}

/** One message for all that came while it was quiet. */
export function summaryMessage(incidents: readonly ToldIncident[], style: MessageStyle): AlertText {
  const words = WORDS[style.language];
  const [first] = incidents;
  const at = (instant: number) => timeText(instant, words, style.zone);
  const values = new Map([
    ['count', String(incidents.length)],
    ['title', first ? incidentWords(first, style).title : ''],
    ['firstAt', at(Math.min(...incidents.map((one) => one.openedAt)))],
    ['lastAt', at(Math.max(...incidents.map((one) => one.openedAt)))],
  ]);
  const parts = incidents.map((incident) => {
    const { title, what, todo } = incidentWords(incident, style);
    const over = incident.closedAt === null ? '' : ` (${filled(words.summary.over, new Map([['closedAt', at(incident.closedAt)]]))})`;
    return [`■ ${title}${over}`, what, ...(incident.closedAt === null ? [`${words.headTodo}:`, numbered(todo)] : [])].join('\n');
  });
  return {
    title: subjectOf(filled(incidents.length === 1 ? words.summary.one : words.summary.many, values), values, style),
    body: [filled(words.summary.what, values), ...parts, linkLine(words, style)].join('\n\n'),
  };
}

/** The message of the test button. */
export function testMessage(channel: string, style: MessageStyle): AlertText {
  const { title, what } = WORDS[style.language].test;
  return { title, body: filled(what, new Map([['channel', channel]])) };
}

function message(incident: ToldIncident, style: MessageStyle, { title, what, todo }: { title: string; what: string; todo: string }): AlertText {
  const words = WORDS[style.language];
  const link = linkLine(words, style, incident);
  const values = new Map(valuesOf(incident, words, style)).set('title', title).set('what', what).set('todo', numbered(todo)).set('link', link);
  values.set('when', timeText(incident.openedAt, words, zoneOf(incident, style))).set('run', incident.runId ?? '');
  const details = [
    ...(incident.flowName === '' ? [] : [`${words.flow}: ${incident.flowName}`]),
    ...(incident.runId === null ? [] : [`${words.run}: ${incident.runId}`]),
    `${words.when}: ${timeText(incident.openedAt, words, zoneOf(incident, style))}`,
    link,
  ].join('\n');
  const usual = `${words.headWhat}\n${what}\n\n${words.headTodo}\n${numbered(todo)}\n\n${words.headDetails}\n${details}\n`;
  return { title: subjectOf(title, values, style), body: style.body === '' ? usual : filled(style.body, values) };
}

function subjectOf(title: string, values: ReadonlyMap<string, string>, { subject }: MessageStyle): string {
  const text = subject === '' ? title : filled(subject, new Map(values).set('title', title));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names of flows and files may hold anything, and a subject is one line
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.trim().slice(0, 200);
}

function linkLine(words: AlertWords, { address }: MessageStyle, incident?: ToldIncident): string {
  if (address === '') return words.place;
  const route = incident ? `#/alerts/${incident.incidentId}` : '#/alerts';
  return `${words.inSwivel}: ${address.replace(/\/+$/, '')}/${route}`;
}

/** Facts that the program has said in English; the others are names, times and numbers. */
const SAID: ReadonlySet<string> = new Set(['message', 'hint', 'check']);

function valuesOf(incident: ToldIncident, words: AlertWords, style: Pick<MessageStyle, 'zone' | 'told'>): Map<string, string> {
  const zone = zoneOf(incident, style);
  const told = (said: string) => (style.told ? said.split('\n').map(style.told).join('\n') : said);
  const values = new Map<string, string>([
    ['flow', incident.flowName],
    ['count', String(incident.count)],
  ]);
  for (const [name, value] of Object.entries(incident.facts)) {
    if (value === null || value === '') continue;
    if (typeof value === 'number') values.set(name, name.endsWith('At') ? timeText(value, words, zone) : value.toLocaleString(words.locale));
    else values.set(name, SAID.has(name) ? told(value) : value);
  }
  values.set('openedAt', timeText(incident.openedAt, words, zone));
  if (incident.closedAt !== null) values.set('closedAt', timeText(incident.closedAt, words, zone));
  return values;
}

/** A due time is told in the zone it is meant in. */
function zoneOf({ facts }: ToldIncident, { zone }: Pick<MessageStyle, 'zone'>): string {
  return typeof facts['zone'] === 'string' && facts['zone'] !== '' ? facts['zone'] : zone;
}

/** A time as a person says it, with the zone it is meant in. */
function timeText(instant: number, { locale, day, afterTime }: AlertWords, zone: string): string {
  const at = DateTime.fromMillis(instant, { zone }).setLocale(locale);
  return [at.toFormat(day), `${at.toFormat('HH:mm')}${afterTime} (${zone})`].join(', ');
}

function filled(template: string, values: ReadonlyMap<string, string>): string {
  return fillPlaces(templateParts(template), (name) => values.get(name) ?? '…');
}

/** A line that asks for something unknown is left out. */
function lines(template: string, values: ReadonlyMap<string, string>): string {
  return template
    .split('\n')
    .filter((line) => templateNames(line).every((name) => values.has(name)))
    .map((line) => filled(line, values))
    .join('\n');
}

function numbered(todo: string): string {
  const steps = todo.split('\n');
  return steps.length < 2 ? todo : steps.map((step, at) => `${at + 1}. ${step}`).join('\n');
}
