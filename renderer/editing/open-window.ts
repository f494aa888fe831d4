import { desktop } from '../api/desktop.ts';
import { saveNow } from '../state/autosave.ts';
import { formatRoute, type Route } from '../state/route.ts';

/** Opens another window (in a browser: another tab) at a page. What is on this screen is saved before, so that the other shows it. */
export async function openWindow(route: Route): Promise<void> {
  const hash = formatRoute(route);
  // A browser only lets a click open a tab, and what is waited for is no click any more.
  if (!desktop) window.open(`${window.location.pathname}${hash}`, '_blank', 'noopener');
  await saveNow();
  desktop?.openWindow(hash);
}
