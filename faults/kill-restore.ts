import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../core/store/open-store.ts';
import { countOf } from './children/kill-at-write.ts';
import { makeWorkspace } from './damage.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { type Life, type LifeOptions, live } from './life.ts';
import { examine } from './oracle.ts';

const STEPS = ['copied', 'quarantined', 'decided', 'journal-gone', 'in-place'];

/** Family b, too: whoever puts a backup in place is killed at each step and each write of it. */
export const KILL_RESTORE: FaultCase = { family: 'b', name: 'putting a backup in place', besideOthers: true, run };

async function run(ground: Ground): Promise<Figures> {
  const whole = join(ground.folder, 'whole');
  makeWorkspace(whole);
  // Newer than the backup, so that it can be told which of both is there.
  const store = openStore({ workspace: whole, kind: 'host', now: 6_000 });
  store.settings.set('newer', true);
  store.close();
  const restore = async (name: string, args: readonly string[], options: LifeOptions = {}): Promise<{ folder: string; life: Life }> => {
    const folder = join(ground.folder, name);
    cpSync(whole, folder, { recursive: true });
    return { folder, life: await live(join(ground.program, 'restore-under-fire.js'), [folder, ...args], options) };
  };
  const writes = countOf((await restore('unharmed', [])).life.err);
  must(writes > 0, 'the backup could not be put in place');
  const figures = { writes, kills: 0, 'as before': 0, restored: 0 };
  const look = ({ folder, life }: { folder: string; life: Life }, where: string) => {
    must(life.killed, `${where}: the program was not killed: ${life.err}`);
    figures.kills++;
    const again = openStore({ workspace: folder, kind: 'host', now: 9_500 });
    const [newer, paused, flows] = [again.settings.get('newer'), again.settings.get('paused'), again.flows.list().length];
    again.close();
    must(flows > 0, `${where}: the flows are gone`);
    must((newer === true) !== (paused === true), `${where}: the database is neither the one before nor the restored one`);
    figures[newer === true ? 'as before' : 'restored']++;
    examine(folder);
    rmSync(folder, { recursive: true });
  };
  for (const step of STEPS) look(await restore(step, [step]), `killed after the step "${step}"`);
  for (const n of ground.rounds({ whole: writes, seconds: 1, least: 2 }))
    look(await restore(`at-${n}`, [], { moment: { atWrite: n } }), `killed at write ${n}`);
  return figures;
}
