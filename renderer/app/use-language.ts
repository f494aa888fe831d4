import { useEffect, useState } from 'react';
import { type Language, language, speak, systemLanguage } from '../i18n/i18n.ts';
import { useUi } from '../state/ui.ts';

/** The language to draw the window in: the person's choice, else the system's. A new one is given only when its texts are there. */
export function useLanguage(): Language {
  const chosen = useUi((state) => state.language);
  const [spoken, setSpoken] = useState(language);
  useEffect(() => {
    let isWanted = true;
    const wanted = chosen === 'system' ? systemLanguage(navigator.languages) : chosen;
    void speak(wanted).then(() => isWanted && setSpoken(wanted));
    return () => {
      isWanted = false;
    };
  }, [chosen]);
  useEffect(() => {
    document.documentElement.lang = spoken;
    window.desktop?.setLanguage(spoken);
  }, [spoken]);
  return spoken;
}
