import { saveNow } from './autosave.ts';
import { useDocument } from './document.ts';

/** Saves when the window is left or hidden; asks before a draft that could not be saved is thrown away. Returns how to stop. */
export function startGuardingDraft(): () => void {
  const save = () => {
    if (document.visibilityState === 'hidden') void saveNow();
  };
  const ask = (event: BeforeUnloadEvent) => {
    void saveNow();
    const { saved } = useDocument.getState();
    if (saved === 'error' || saved === 'conflict') event.preventDefault();
  };
  document.addEventListener('visibilitychange', save);
  window.addEventListener('beforeunload', ask);
  return () => {
    document.removeEventListener('visibilitychange', save);
    window.removeEventListener('beforeunload', ask);
  };
}
