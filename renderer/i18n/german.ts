import { german as alerts } from './de/alerts.ts';
import { german as arrivals } from './de/arrivals.ts';
import { german as canvas } from './de/canvas.ts';
import { german as checks } from './de/checks.ts';
import { german as comfort } from './de/comfort.ts';
import { german as commands } from './de/commands.ts';
import { german as connections } from './de/connections.ts';
import { german as coreAlerts } from './de/core-alerts.ts';
import { german as coreApp } from './de/core-app.ts';
import { german as coreConnections } from './de/core-connections.ts';
import { german as coreEngine } from './de/core-engine.ts';
import { german as coreFiles } from './de/core-files.ts';
import { german as coreFlow } from './de/core-flow.ts';
import { german as coreFormats } from './de/core-formats.ts';
import { german as coreFormulas } from './de/core-formulas.ts';
import { german as coreFunctions } from './de/core-functions.ts';
import { german as coreHttp } from './de/core-http.ts';
import { german as coreHttpLookup } from './de/core-http-lookup.ts';
import { german as coreHttpSteps } from './de/core-http-steps.ts';
import { german as coreHttpTarget } from './de/core-http-target.ts';
import { german as coreMail } from './de/core-mail.ts';
import { german as coreNodesCombine } from './de/core-nodes-combine.ts';
import { german as coreNodesDatabases } from './de/core-nodes-databases.ts';
import { german as coreNodesFiles } from './de/core-nodes-files.ts';
import { german as coreNodesRecords } from './de/core-nodes-records.ts';
import { german as coreReplay } from './de/core-replay.ts';
import { german as coreSftp } from './de/core-sftp.ts';
import { german as coreSql } from './de/core-sql.ts';
import { german as coreStore } from './de/core-store.ts';
import { german as coreSystem } from './de/core-system.ts';
import { german as coreTriggers } from './de/core-triggers.ts';
import { german as coreValues } from './de/core-values.ts';
import { german as designer } from './de/designer.ts';
import { german as desktop } from './de/desktop.ts';
import { german as drawing } from './de/drawing.ts';
import { german as examples } from './de/examples.ts';
import { german as forms } from './de/forms.ts';
import { german as formulas } from './de/formulas.ts';
import { german as inspector } from './de/inspector.ts';
import { german as kindsCombine } from './de/kinds-combine.ts';
import { german as kindsDatabases } from './de/kinds-databases.ts';
import { german as kindsFiles } from './de/kinds-files.ts';
import { german as kindsRecords } from './de/kinds-records.ts';
import { german as mapper } from './de/mapper.ts';
import { german as pages } from './de/pages.ts';
import { german as records } from './de/records.ts';
import { german as runs } from './de/runs.ts';
import { german as sample } from './de/sample.ts';
import { german as snippets } from './de/snippets.ts';
import { german as stepForms } from './de/step-forms.ts';
import { german as triggers } from './de/triggers.ts';
import { german as window } from './de/window.ts';

/** What core says: sentences that arrive finished, and are known again by these. */
const saidByCore: Readonly<Record<string, string>> = {
  ...arrivals,
  ...checks,
  ...coreAlerts,
  ...coreApp,
  ...coreConnections,
  ...coreEngine,
  ...coreFlow,
  ...coreFormats,
  ...coreFormulas,
  ...coreFunctions,
  ...coreMail,
  ...coreFiles,
  ...coreSftp,
  ...coreHttp,
  ...coreHttpLookup,
  ...coreHttpSteps,
  ...coreHttpTarget,
  ...coreNodesCombine,
  ...coreNodesDatabases,
  ...coreNodesFiles,
  ...coreNodesRecords,
  ...coreReplay,
  ...coreSql,
  ...coreStore,
  ...coreSystem,
  ...coreTriggers,
  ...coreValues,
};

/** All German texts by their English ones, put together from the areas in de/. */
export const german: Readonly<Record<string, string>> = {
  ...saidByCore,
  ...alerts,
  ...canvas,
  ...comfort,
  ...commands,
  ...connections,
  ...designer,
  ...desktop,
  ...drawing,
  ...examples,
  ...forms,
  ...formulas,
  ...inspector,
  ...kindsCombine,
  ...kindsDatabases,
  ...kindsFiles,
  ...kindsRecords,
  ...mapper,
  ...pages,
  ...records,
  ...runs,
  ...sample,
  ...snippets,
  ...stepForms,
  ...triggers,
  ...window,
};

/** The English texts of core that have German. */
export const ofCore: readonly string[] = Object.keys(saidByCore);
