import { useState } from 'react';
import type { SnippetDetail, SnippetUser, UpdateTrial } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

/** The same text for the same step. */
export function keyOf({ flowId, nodeId }: Pick<SnippetUser, 'flowId' | 'nodeId'>): string {
  return `${flowId} ${nodeId}`;
}

interface TakeOver {
  /** By step: what the version would do there. */
  trials: Readonly<Record<string, UpdateTrial>>;
  chosen: ReadonlySet<string>;
  /** How many steps have been tried, while it is tried. */
  trying: number | null;
  failed: ErrorReport | null;
  choose(key: string, on: boolean): void;
  tryAll(users: readonly SnippetUser[]): Promise<void>;
  /** Takes the version over in the chosen steps; tells whether that was done. */
  take(users: readonly SnippetUser[]): Promise<boolean>;
}

/** Tries a version of a snippet at the steps linked to it, one after another, and takes it over in those that are chosen. */
export function useTakeOver({ snippetId }: SnippetDetail, version: number): TakeOver {
  const [tried, setTried] = useState<{ version: number; trials: Readonly<Record<string, UpdateTrial>> }>({ version, trials: {} });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [trying, setTrying] = useState<number | null>(null);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const trials = tried.version === version ? tried.trials : {};
  return {
    trials,
    chosen,
    trying,
    failed,
    choose: (key, on) => setChosen((before) => new Set(on ? [...before, key] : [...before].filter((one) => one !== key))),
    tryAll: async (users) => {
      setFailed(null);
      const found: Record<string, UpdateTrial> = {};
      for (const [done, user] of users.entries()) {
        setTrying(done);
        const { flowId, nodeId } = user;
        found[keyOf(user)] = await api.snippets.tryUpdate({ snippetId, version, flowId, nodeId }).catch(untested);
        setTried({ version, trials: { ...found } });
      }
      setChosen(new Set(users.filter((user) => isSafe(user, found[keyOf(user)])).map(keyOf)));
      setTrying(null);
    },
    take: async (users) => {
      setFailed(null);
      try {
        const steps = users.map(({ flowId, nodeId, flowVersion }) => ({ flowId, nodeId, flowVersion }));
        await api.snippets.takeOver({ snippetId, version, steps });
        setTried({ version, trials: {} });
        setChosen(new Set());
        return true;
      } catch (error) {
        setFailed(toReport(error));
        return false;
      }
    },
  };
}

/** Steps that are proposed: tried without getting worse, and with no code of their own that would be lost. */
function isSafe({ state }: SnippetUser, trial: UpdateTrial | undefined): boolean {
  return state !== 'changed' && (trial?.verdict === 'same' || trial?.verdict === 'differs');
}

function untested(error: unknown): UpdateTrial {
  const { message } = toReport(error);
  return { verdict: 'untested', why: message, records: 0, changed: 0, rejectedBefore: 0, rejectedAfter: 0, added: [], gone: [], examples: [] };
}
