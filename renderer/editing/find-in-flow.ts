import type { FormField } from '../../core/catalog/form.ts';
import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { topologicalOrder } from '../../core/flow/graph.ts';
import { catalog } from '../../core/nodes/index.ts';
import { text, told } from '../i18n/i18n.ts';

/** Settings that stand outside a step's form: what a hit there is told to the inspector as. */
export const NAME = '@name';
export const NOTE = '@note';

/** One line of a step, group or note in which the words looked for stand. */
export interface Hit {
  /** The same as long as the line stays where it is. */
  key: string;
  /** What it was found in. */
  on: 'step' | 'group' | 'note';
  /** Of the step, group or note. */
  nodeId: string;
  nodeName: string;
  kind: string;
  /** Path of the setting, or NAME or NOTE. */
  field: string;
  /** What the setting is called, as it is shown; two for a part of a list. */
  labels: readonly string[];
  before: string;
  match: string;
  after: string;
}

interface Place {
  field: string;
  labels: readonly string[];
  lines: readonly string[];
}

const AROUND = 32;
const orders = new WeakMap<Flow, readonly FlowNode[]>();
const places = new WeakMap<FlowNode, readonly Place[]>();

/**
 * All lines of all steps that hold the words, large and small letters alike, in the order in which records pass; then those of the names of groups, and of
 * notes. Takes time in step with the size of the flow.
 */
export function findInFlow(flow: Flow, words: string): Hit[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  const hits: Hit[] = [];
  const look = (where: Pick<Hit, 'on' | 'nodeId' | 'nodeName' | 'kind'>, { field, labels, lines }: Place) => {
    for (const [i, line] of lines.entries()) {
      const found = pattern.exec(line);
      if (!found) continue;
      const end = found.index + found[0].length;
      const [before, after] = [startOf(line.slice(0, found.index)), endOf(line.slice(end))];
      hits.push({ key: `${where.nodeId} ${field} ${i}`, ...where, field, labels, before, match: found[0], after });
    }
  };
  for (const node of inOrder(flow)) for (const place of placesOf(node)) look({ on: 'step', nodeId: node.id, nodeName: node.name, kind: node.kind }, place);
  for (const { id, name } of flow.groups) look({ on: 'group', nodeId: id, nodeName: name, kind: '' }, { field: NAME, labels: [GROUP_LABEL], lines: [name] });
  for (const { id, text: words } of flow.notes)
    look({ on: 'note', nodeId: id, nodeName: told(NOTE_LABEL), kind: '' }, { field: NOTE, labels: [ON_CANVAS], lines: words.split('\n') });
  return hits;
}

function inOrder(flow: Flow): readonly FlowNode[] {
  const known = orders.get(flow);
  if (known) return known;
  const { order, cyclic } = topologicalOrder(flow);
  orders.set(flow, [...order, ...cyclic]);
  return [...order, ...cyclic];
}

function startOf(line: string): string {
  const short = line.trimStart();
  return short.length > AROUND ? `…${short.slice(-AROUND)}` : short;
}

function endOf(line: string): string {
  const short = line.trimEnd();
  return short.length > AROUND * 2 ? `${short.slice(0, AROUND * 2)}…` : short;
}

function placesOf(node: FlowNode): readonly Place[] {
  const known = places.get(node);
  if (known) return known;
  const found: Place[] = [{ field: NAME, labels: [NAME_LABEL], lines: [node.name] }];
  const form = (catalog.get(node.kind)?.form ?? []).flatMap((section) => section.fields);
  const fields = new Map(form.map((field) => [field.field, field]));
  collect(node.config, [], fields, found);
  if (node.note) found.push({ field: NOTE, labels: [NOTE_LABEL], lines: node.note.split('\n') });
  places.set(node, found);
  return found;
}

const NAME_LABEL = text('Name');
const NOTE_LABEL = text('Note');
const GROUP_LABEL = text('Name of the group');
const ON_CANVAS = text('on the canvas');

function collect(value: unknown, path: readonly string[], fields: ReadonlyMap<string, FormField>, into: Place[]): void {
  if (typeof value === 'string' || typeof value === 'number') {
    const { labels, options, isHidden } = settingAt(path, fields);
    if (isHidden || value === '') return;
    const chosen = options?.find((option) => option.value === value);
    into.push({ field: path.join('.'), labels, lines: chosen ? [told(chosen.label)] : String(value).split('\n') });
  } else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) collect(part, [...path, key], fields, into);
}

/** What a person calls the setting that a path of the settings leads to; its first part where the form does not show it. */
function settingAt(path: readonly string[], fields: ReadonlyMap<string, FormField>): Pick<FormField, 'options'> & { labels: string[]; isHidden: boolean } {
  for (let length = path.length; length > 0; length--) {
    const field = fields.get(path.slice(0, length).join('.'));
    if (!field) continue;
    const inside = path[length + 1];
    const part = field.rows?.parts.find((one) => one.field === inside);
    const options = part ? part.options : path.length === length ? field.options : undefined;
    const isHidden = field.rows?.idKey !== undefined && field.rows.idKey === inside;
    return { labels: part ? [field.label, part.label] : [field.label], isHidden, ...(options ? { options } : {}) };
  }
  return { labels: [path[0] ?? ''], isHidden: false };
}
