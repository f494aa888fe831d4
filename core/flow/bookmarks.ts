import type { Flow, FlowBookmark } from './flow.ts';
import { nodesById } from './flow-index.ts';

/** Pure edits of the bookmarks of a flow. They never change what runs. */

/** The flow with one more bookmark, behind the others. */
export function addBookmark(flow: Flow, bookmark: FlowBookmark): Flow {
  return { ...flow, bookmarks: [...flow.bookmarks, bookmark] };
}

/** The flow with a bookmark under another name. */
export function renameBookmark(flow: Flow, id: string, name: string): Flow {
  return { ...flow, bookmarks: flow.bookmarks.map((one) => (one.id === id ? { ...one, name } : one)) };
}

/** The flow without a bookmark. */
export function removeBookmark(flow: Flow, id: string): Flow {
  return { ...flow, bookmarks: flow.bookmarks.filter((one) => one.id !== id) };
}

/** The flow without the bookmarks that lead to a node or group that is not there. */
export function withoutLostBookmarks(flow: Flow): Flow {
  const nodes = nodesById(flow);
  const leads = ({ node, group }: FlowBookmark) =>
    (node === undefined || nodes.has(node)) && (group === undefined || flow.groups.some((one) => one.id === group));
  return flow.bookmarks.every(leads) ? flow : { ...flow, bookmarks: flow.bookmarks.filter(leads) };
}
