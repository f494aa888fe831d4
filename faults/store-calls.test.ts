import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../core/store/open-store.ts';
import { STORE_CALLS } from './store-calls.ts';

/** Calls that only read, and what is called by the store itself. */
const READ_ONLY = new Set(
  `flows: list find isEmpty document text versions live
   runs: open find origin newest status
   runList: page
   steps: of notes
   samples: get of
   rejects: page combined rejectingNodes ofOrigin unresolvedOrigins refusedWhileReading
   events: after last log
   effects: hasAppended of partFiles meantWithHalf waiting waitingCount family
   knownEffects: standing whole groups receipts unknownRecords hasBegun
   pins: of
   snippets: list find versions findVersion flowsThatRefer
   partFolders: removeOld removeOf removeUploads
   captures: of totalBytes oldest expired kept
   triggers: all ofKind of find watching nextDueOf lastClaim
   inbox: knows flowsWaiting waiting countWaiting find happening ofRun runsWithTaken last lastAt page counts
   triggerSecrets: find
   connections: list find named values secrets countSecrets lastTest flowsThatUse
   incidents: findOpen openOf find bySeq list count
   alertMessages: due nextDue of summedIn attemptsOf find newestTried
   arrivals: between newest find dayOfHash
   stepState: of spansOf moves
   settings: get read
   retention: held liveBytes
   journal: bytes movedElsewhere
   ballast: bytes runsShort releaseWhenFull
   store: bytes close settled`
    .split('\n')
    .flatMap((line) => {
      const [member = '', names = ''] = line.split(':');
      return names
        .trim()
        .split(' ')
        .map((name) => `${member.trim()}.${name}`);
    }),
);

test('the sweep makes every call of the store that writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-calls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = openStore({ workspace: folder, kind: 'host', now: 500 });
  onTestFinished(() => store.close());
  const called = new Set<string>();
  const all: string[] = [];
  const watch = (member: string, object: object) => {
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(object) as object)) {
      const call = (object as Record<string, unknown>)[name];
      if (name === 'constructor' || typeof call !== 'function') continue;
      all.push(`${member}.${name}`);
      (object as Record<string, unknown>)[name] = (...args: unknown[]) => {
        called.add(`${member}.${name}`);
        return (call as (...args: unknown[]) => unknown).apply(object, args);
      };
    }
  };
  watch('store', store);
  for (const [member, object] of Object.entries(store))
    if (typeof object === 'object' && object !== null && Object.getPrototypeOf(object) !== Object.prototype && !Array.isArray(object)) watch(member, object);
  for (const call of STORE_CALLS) call(store, folder);
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((name) => !called.has(name) && !READ_ONLY.has(name))).toEqual([]);
});
