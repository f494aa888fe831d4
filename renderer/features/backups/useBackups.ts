import { useCallback, useEffect, useState } from 'react';
import type { BackupState } from '../../../core/api/app-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

/** The backups of the workspace, with what is being done to them. */
export function useBackups() {
  const [state, setState] = useState<BackupState | null>(null);
  const [busy, setBusy] = useState<'making' | 'restoring' | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const load = useCallback(async () => {
    try {
      setState(await api.backups.list());
    } catch (reason) {
      setError(toReport(reason));
    }
  }, []);
  useEffect(() => void load(), [load]);
  const make = async () => {
    setBusy('making');
    setError(null);
    try {
      await api.backups.make();
    } catch (reason) {
      setError(toReport(reason));
    }
    await load();
    setBusy(null);
  };
  /** The page begins anew when it is done: nothing it shows is true any more. */
  const restore = async (name: string) => {
    setBusy('restoring');
    setError(null);
    try {
      await api.backups.restore({ name });
      window.location.reload();
    } catch (reason) {
      setError(toReport(reason));
      setBusy(null);
    }
  };
  return { state, busy, error, make, restore };
}
