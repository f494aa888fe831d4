import { writeSync } from 'node:fs';
import { openStore } from '../../core/store/open-store.ts';
import { stateOf } from '../state-of.ts';
import { STORE_CALLS } from '../store-calls.ts';
import { killAtWrite } from './kill-at-write.ts';

// Opens a workspace and makes every call of the store, telling each when it has returned; with a write that it does not survive, where one is named.
const [workspace = '', upTo = '', tell = ''] = process.argv.slice(2);
const { FAULTS_KILL_AT_WRITE: at } = process.env;
killAtWrite(at ? Number(at) : null);
const returned = (what: string) => writeSync(1, `${what} ${tell === 'states' ? stateOf(workspace) : ''}\n`);
const store = openStore({ workspace, kind: 'host', now: 500 });
returned('open');
for (const call of STORE_CALLS.slice(0, upTo === 'all' ? STORE_CALLS.length : Number(upTo))) {
  call(store, workspace);
  returned('called');
}
store.close();
