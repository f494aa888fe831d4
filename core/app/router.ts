import { alerts } from './alerts.ts';
import { app } from './app.ts';
import { arrivals } from './arrivals.ts';
import { backups } from './backups.ts';
import { connections } from './connections.ts';
import { design } from './design.ts';
import { files } from './files.ts';
import { flows } from './flows.ts';
import { kept } from './kept.ts';
import { problems } from './problems.ts';
import { runs } from './runs.ts';
import { snippets } from './snippets.ts';
import { triggers } from './triggers.ts';

/** The contract, implemented: one file per group. */
export const router = { app, alerts, arrivals, backups, connections, flows, design, files, kept, runs, snippets, triggers, problems };
