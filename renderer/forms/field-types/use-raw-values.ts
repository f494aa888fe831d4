import { useEffect, useMemo, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { api } from '../../api/client.ts';
import type { FormContext } from '../widget.ts';

const RECORDS = 1_000;
const WAIT_MS = 250;

/** The first records of a source's file as they are written there, before any type is given; null where there is no file to look into. */
export function useRawSample(context: FormContext): Sample | null {
  const path = context.role === 'source' && !context.config['connection'] && typeof context.config['path'] === 'string' ? context.config['path'] : '';
  // How the file is read: all settings but the types themselves.
  const reading = JSON.stringify(Object.entries(context.config).filter(([name]) => name !== 'fields' && name !== 'path'));
  const [found, setFound] = useState<{ key: string; sample: Sample } | null>(null);
  const key = `${context.flowId}\n${path}\n${reading}`;
  useEffect(() => {
    if (path === '') return;
    let gone = false;
    const options = Object.fromEntries(JSON.parse(reading) as [string, unknown][]);
    const timer = setTimeout(() => {
      api.design.peek({ flowId: context.flowId, path, options, limit: RECORDS }).then(
        ({ sample }) => !gone && setFound({ key, sample }),
        // A file that is not there is told at its own setting.
        () => !gone && setFound(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [context.flowId, path, reading, key]);
  return useMemo(() => (found?.key === key ? found.sample : null), [found, key]);
}
