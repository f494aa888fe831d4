import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/fonts.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { startShortcuts } from '../commands/keyboard.ts';
import { speak, systemLanguage } from '../i18n/i18n.ts';
import { loadKept } from '../state/kept.ts';
import { startSession } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { App } from './App.tsx';
import { startDesktop } from './desktop-events.ts';
import { keepSelectedTextInPlace } from './selected-text.ts';

// The page's content security policy allows no code from text, which zod would otherwise try.
z.config({ jitless: true });
startSession();
startShortcuts();
startDesktop();
keepSelectedTextInPlace();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
// The first picture is in the right language and layout already.
void loadKept()
  .then(() => {
    const { language } = useUi.getState();
    return speak(language === 'system' ? systemLanguage(navigator.languages) : language);
  })
  .then(() => createRoot(root).render(<App />));
