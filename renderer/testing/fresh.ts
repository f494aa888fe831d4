import { vi } from 'vitest';

/** Loaded before every test file of the window: files that share a process begin as if each had its own, but for the libraries, which take long to load. */
vi.resetModules();
vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
// With a single worker they share a page, too.
if (typeof document !== 'undefined') {
  history.replaceState(null, '', '/');
  localStorage.clear();
  sessionStorage.clear();
  document.head.replaceChildren();
  document.body.replaceChildren();
  for (const element of [document.documentElement, document.body]) for (const { name } of [...element.attributes]) element.removeAttribute(name);
}
