import { create } from 'zustand';

/** Where the window is; the hash of its address says so, and a reload brings it back. */
export type Route =
  | { page: 'flows' }
  | { page: 'flow'; flowId: string }
  | { page: 'runs'; flowId?: string }
  | { page: 'run'; runId: string }
  | { page: 'examples' }
  | { page: 'map' | 'connections' | 'alerts' | 'settings' }
  | { page: 'start' };

export function parseRoute(hash: string): Route {
  const [page = '', id] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (page === 'flow' && id) return { page, flowId: id };
  if (page === 'run' && id) return { page, runId: id };
  if (page === 'runs') return id ? { page, flowId: id } : { page };
  if (page === 'flows' || page === 'examples' || page === 'map' || page === 'connections' || page === 'alerts' || page === 'settings') return { page };
  return { page: 'start' };
}

export function formatRoute(route: Route): string {
  if (route.page === 'flow') return `#/flow/${encodeURIComponent(route.flowId)}`;
  if (route.page === 'run') return `#/run/${encodeURIComponent(route.runId)}`;
  if (route.page === 'runs' && route.flowId) return `#/runs/${encodeURIComponent(route.flowId)}`;
  return route.page === 'start' ? '#/' : `#/${route.page}`;
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
