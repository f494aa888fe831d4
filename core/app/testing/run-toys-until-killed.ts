import { parseFlow } from '../../flow/serialise.ts';
import { EffectTable } from '../../store/effects.ts';
import { openToyApp } from './toys-under-fire.ts';

/** Runs the flow given as text in a workspace; killed by the flow itself, or here at the n-th intent before or after it is durable. */
const [workspace = '', text = '', at = 'never', which = '0'] = process.argv.slice(2);
const flow = parseFlow(text);
const app = openToyApp(workspace, flow);
let intents = 0;
const intend = EffectTable.prototype.intend;
EffectTable.prototype.intend = function (...args) {
  const now = intents++ === Number(which);
  if (now && at === 'before-intent') process.kill(process.pid, 'SIGKILL');
  intend.apply(this, args);
};
const sent = EffectTable.prototype.sent;
let receipts = 0;
EffectTable.prototype.sent = function (...args) {
  const now = receipts++ === Number(which);
  if (now && at === 'before-done') process.kill(process.pid, 'SIGKILL');
  sent.apply(this, args);
};
process.stdout.write(await app.run({ flow, flowVersion: 1, mode: 'run' }));
await app.close();
