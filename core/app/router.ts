import { app } from './app.ts';
import { backups } from './backups.ts';
import { design } from './design.ts';
import { files } from './files.ts';
import { flows } from './flows.ts';
import { problems } from './problems.ts';
import { runs } from './runs.ts';

/** The contract, implemented: one file per group. */
export const router = { app, backups, flows, design, files, runs, problems };
