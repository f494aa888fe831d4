import { german as window } from './de/window.ts';

/** All German texts by their English ones, put together from the areas in de/. */
export const german: Readonly<Record<string, string>> = { ...window };
