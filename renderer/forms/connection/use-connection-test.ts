import { useCallback, useEffect, useRef, useState } from 'react';
import type { TestEvent } from '../../../core/api/connection-models.ts';
import type { Environment } from '../../../core/base/environment.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

/** What is tested: a saved connection, a draft of one, or one that was never saved. */
export interface TestSubject {
  connectionId?: string;
  environment: Environment;
  draft?: { kind: string; name: string; config: Record<string, unknown>; secrets: Record<string, string | null> };
}

type Part = Extract<TestEvent, { kind: 'part' }>['part'];

/** A test as it goes on. */
export interface ConnectionTest {
  state: 'going' | 'passed' | 'failed' | 'stopped';
  parts: readonly Part[];
  /** Ms it took; null while it goes on. */
  ms: number | null;
  /** Why nothing, or no more, could be looked at. */
  error: ErrorReport | null;
}

const BEGUN: ConnectionTest = { state: 'going', parts: [], ms: null, error: null };

/** Tests a connection part by part. Leaving the screen stops it. */
export function useConnectionTest(): { test: ConnectionTest | null; start(subject: TestSubject): void; stop(): void; forget(): void } {
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const start = useCallback((subject: TestSubject) => {
    going.current?.abort();
    const stop = new AbortController();
    going.current = stop;
    setTest(BEGUN);
    const note = (change: (now: ConnectionTest) => ConnectionTest) => !stop.signal.aborted && setTest((now) => change(now ?? BEGUN));
    const follow = async () => {
      for await (const event of await api.connections.test(subject, { signal: stop.signal })) {
        if (event.kind === 'part') note((now) => ({ ...now, parts: [...now.parts, event.part] }));
        else note((now) => ({ ...now, state: event.ok ? 'passed' : 'failed', ms: event.ms, error: event.error ?? null }));
      }
    };
    follow().catch((error: unknown) => note((now) => ({ ...now, state: 'failed', error: toReport(error) })));
  }, []);
  const stop = useCallback(() => {
    going.current?.abort();
    setTest((now) => (now?.state === 'going' ? { ...now, state: 'stopped' } : now));
  }, []);
  const forget = useCallback(() => {
    going.current?.abort();
    setTest(null);
  }, []);
  return { test, start, stop, forget };
}
