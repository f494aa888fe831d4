import { frozen, RecentlyMade } from '../../base/recently-made.ts';
import type { Flow } from '../../flow/flow.ts';

const MOST = 8;
const texts = new WeakMap<Flow, string>();
const read = new RecentlyMade<Flow>(MOST);

/** A flow as it is sent to a thread: text is copied at once, a document piece by piece. That of a flow which nobody can change is made once. */
export function flowText(flow: Flow): string {
  const known = texts.get(flow);
  if (known !== undefined) return known;
  const text = JSON.stringify(flow);
  if (Object.isFrozen(flow)) texts.set(flow, text);
  return text;
}

/** The flow that was sent, which nobody can change; the same one for the same text, as long as it is not too long ago. */
export function sentFlow(text: string): Flow {
  return read.get(text, () => frozen(JSON.parse(text) as Flow));
}
