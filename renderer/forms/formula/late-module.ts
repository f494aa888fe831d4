import { useEffect, useState } from 'react';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { sayFailed } from '../../ui/say.ts';

/**
 * A hook for a module that comes with the first who wants it, not with the program: null until it is there. One that cannot be loaded is told once; the text goes
 * on without it, and the next who wants it tries again.
 */
export function createLateModule<Module extends object>(load: () => Promise<Module>): (wanted: boolean) => Module | null {
  let loaded: Module | null = null;
  let loading: Promise<void> | null = null;
  let told = false;

  async function loadOnce(): Promise<void> {
    try {
      loaded = await load();
    } catch (error) {
      if (!told) sayFailed(t('The help with formulas could not be loaded'), toReport(error));
      told = true;
    } finally {
      loading = null;
    }
  }

  return (wanted) => {
    const [found, setFound] = useState(() => loaded);
    useEffect(() => {
      if (found || !wanted) return;
      loading ??= loadOnce();
      void loading.then(() => setFound(() => loaded));
    }, [found, wanted]);
    return found;
  };
}
