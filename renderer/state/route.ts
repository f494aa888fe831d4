import { create } from 'zustand';

/** Where the window is; the hash of its address says so, and a reload brings it back. */
export type Route =
  | { page: 'flows' }
  | { page: 'flow'; flowId: string }
  | { page: 'runs'; flowId?: string }
  /** `find`: a record to look for there, by a value of any field or of one; no words: by what is typed there. */
  | { page: 'run'; runId: string; find?: { words: string; field?: string } }
  | { page: 'snippets'; snippetId?: string }
  | { page: 'examples' }
  /** `newKind`: one is made; empty: of which kind is not chosen yet. */
  | { page: 'connections'; connectionId?: string; newKind?: string }
  | { page: 'alerts'; incidentId?: string }
  | { page: 'map' | 'arrivals' | 'triggers' | 'settings' }
  | { page: 'start' };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', id, part] = path.split('/').map(decodeURIComponent);
  if (page === 'flow' && id) return { page, flowId: id };
  if (page === 'run' && id) return { page, runId: id, ...findIn(query) };
  if (page === 'runs') return id ? { page, flowId: id } : { page };
  if (page === 'alerts') return id ? { page, incidentId: id } : { page };
  if (page === 'snippets') return id ? { page, snippetId: id } : { page };
  if (page === 'connections') return id === 'new' ? { page, newKind: part ?? '' } : id ? { page, connectionId: id } : { page };
  if (page === 'flows' || page === 'examples' || page === 'map' || page === 'arrivals' || page === 'triggers' || page === 'settings') return { page };
  return { page: 'start' };
}

export function formatRoute(route: Route): string {
  if (route.page === 'flow') return `#/flow/${encodeURIComponent(route.flowId)}`;
  if (route.page === 'run') return `#/run/${encodeURIComponent(route.runId)}${route.find ? `?${queryOf(route.find)}` : ''}`;
  if (route.page === 'runs' && route.flowId) return `#/runs/${encodeURIComponent(route.flowId)}`;
  if (route.page === 'snippets' && route.snippetId) return `#/snippets/${encodeURIComponent(route.snippetId)}`;
  if (route.page === 'connections' && route.newKind !== undefined) return `#/connections/new${route.newKind ? `/${encodeURIComponent(route.newKind)}` : ''}`;
  if (route.page === 'connections' && route.connectionId) return `#/connections/${encodeURIComponent(route.connectionId)}`;
  if (route.page === 'alerts' && route.incidentId) return `#/alerts/${encodeURIComponent(route.incidentId)}`;
  return route.page === 'start' ? '#/' : `#/${route.page}`;
}

function findIn(query: string): { find?: { words: string; field?: string } } {
  const asked = new URLSearchParams(query);
  const [words, field] = [asked.get('find'), asked.get('in')];
  return words === null ? {} : { find: { words, ...(field ? { field } : {}) } };
}

function queryOf({ words, field }: { words: string; field?: string }): string {
  return String(new URLSearchParams({ find: words, ...(field === undefined ? {} : { in: field }) }));
}

interface RouteState {
  route: Route;
}

export const useRoute = create<RouteState>()(() => ({ route: parseRoute(globalThis.window?.location.hash ?? '') }));

/** Goes to a page; the browser's back button returns. */
export function goTo(route: Route): void {
  const hash = formatRoute(route);
  if (window.location.hash === hash) return;
  window.location.hash = hash;
  useRoute.setState({ route });
}

/** Follows the address. Returns the function that stops it. */
export function startRouting(): () => void {
  const follow = () => useRoute.setState({ route: parseRoute(window.location.hash) });
  window.addEventListener('hashchange', follow);
  return () => window.removeEventListener('hashchange', follow);
}
