import { german as canvas } from './de/canvas.ts';
import { german as commands } from './de/commands.ts';
import { german as designer } from './de/designer.ts';
import { german as examples } from './de/examples.ts';
import { german as forms } from './de/forms.ts';
import { german as kindsCombine } from './de/kinds-combine.ts';
import { german as kindsFiles } from './de/kinds-files.ts';
import { german as kindsRecords } from './de/kinds-records.ts';
import { german as mapper } from './de/mapper.ts';
import { german as pages } from './de/pages.ts';
import { german as records } from './de/records.ts';
import { german as runs } from './de/runs.ts';
import { german as sample } from './de/sample.ts';
import { german as window } from './de/window.ts';

/** All German texts by their English ones, put together from the areas in de/. */
export const german: Readonly<Record<string, string>> = {
  ...canvas,
  ...commands,
  ...designer,
  ...examples,
  ...forms,
  ...kindsCombine,
  ...kindsFiles,
  ...kindsRecords,
  ...mapper,
  ...pages,
  ...records,
  ...runs,
  ...sample,
  ...window,
};
