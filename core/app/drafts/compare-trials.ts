import type { UpdateTrial } from '../../api/snippet-library-models.ts';
import type { Sample } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { SnippetTrial } from '../snippets/try-snippet.ts';

const MOST_EXAMPLES = 3;
const MOST_SHOWN = 80;
type Compared = Omit<UpdateTrial, 'verdict' | 'why' | 'records'>;

/** What differs between the results of two versions of code on the same records: records are paired by where they came from, in order. */
export function compareTrials(before: SnippetTrial, after: SnippetTrial): Compared & Pick<UpdateTrial, 'verdict'> {
  const old = new Set(before.sample.fields.map(({ name }) => name));
  const now = new Set(after.sample.fields.map(({ name }) => name));
  const added = [...now].filter((name) => !old.has(name));
  const gone = before.sample.rows.length > 0 && after.sample.rows.length > 0 ? [...old].filter((name) => !now.has(name)) : [];
  const { changed, examples } = changedRecords(before.sample, after.sample);
  const [rejectedBefore, rejectedAfter] = [before.rejected.rows.length, after.rejected.rows.length];
  const fails = after.error !== undefined && before.error === undefined;
  const worse = rejectedAfter > rejectedBefore || gone.length > 0 || fails;
  const verdict = worse ? 'worse' : changed > 0 || added.length > 0 || rejectedAfter !== rejectedBefore ? 'differs' : 'same';
  return { verdict, changed, rejectedBefore, rejectedAfter, added, gone, examples };
}

function changedRecords(before: Sample, after: Sample): Pick<Compared, 'changed' | 'examples'> {
  const places = new Map(before.fields.map(({ name }, at) => [name, at]));
  const left = byOrigin(before);
  const examples: Compared['examples'] = [];
  let changed = 0;
  for (const [row, values] of after.rows.entries()) {
    const origin = after.origins[row];
    const partner = origin && left.get(keyOf(origin))?.shift();
    const old = partner === undefined ? undefined : before.rows[partner];
    const others = after.fields.flatMap(({ name }, at) => {
      const [was, is] = [shown(old?.[places.get(name) ?? -1]), shown(values[at])];
      return old && was === is ? [] : [{ record: (origin?.ordinal ?? row) + 1, field: name, before: was, after: is }];
    });
    if (others.length === 0) continue;
    changed++;
    if (examples.length < MOST_EXAMPLES) examples.push(...others.slice(0, 1));
  }
  // Records that came out before and do not any more.
  changed += [...left.values()].reduce((count, rows) => count + rows.length, 0);
  return { changed, examples };
}

function byOrigin(sample: Sample): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [row, origin] of sample.origins.entries()) index.set(keyOf(origin), [...(index.get(keyOf(origin)) ?? []), row]);
  return index;
}

function keyOf({ source, ordinal }: Sample['origins'][number]): string {
  return `${source}:${ordinal}`;
}

function shown(value: Value | undefined): string {
  return value === undefined || value === null ? '' : canonicalText(value).slice(0, MOST_SHOWN);
}
