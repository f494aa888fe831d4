import { german as examples } from './de/examples.ts';
import { german as kindsCombine } from './de/kinds-combine.ts';
import { german as kindsFiles } from './de/kinds-files.ts';
import { german as kindsRecords } from './de/kinds-records.ts';
import { german as window } from './de/window.ts';

/** All German texts by their English ones, put together from the areas in de/. */
export const german: Readonly<Record<string, string>> = { ...examples, ...kindsCombine, ...kindsFiles, ...kindsRecords, ...window };
