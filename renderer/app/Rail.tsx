import { Tooltip } from '@mantine/core';
import { IconHistory, IconKeyboard, IconRoute, IconSettings } from '@tabler/icons-react';
import { t, text, told } from '../i18n/i18n.ts';
import { formatRoute, type Route, useRoute } from '../state/route.ts';
import { useUi } from '../state/ui.ts';
import { useWorkspace } from '../state/workspace.ts';
import { shortcutWords } from '../ui/shortcut.ts';
import styles from './Rail.module.css';
import logo from './swivel.svg';

const PLACES = [
  { label: text('Flows'), shortcut: 'Alt+1', route: { page: 'flows' }, pages: ['flows', 'flow', 'examples'], Picture: IconRoute },
  { label: text('Runs'), shortcut: 'Alt+2', route: { page: 'runs' }, pages: ['runs', 'run'], Picture: IconHistory },
] as const;

/** The places of the app. */
export function Rail() {
  const route = useRoute((state) => state.route);
  const running = useWorkspace((state) => state.state?.running.length ?? 0);
  return (
    <nav className={styles.rail} aria-label={t('Places')}>
      <img src={logo} alt={t('Swivel')} width={28} height={28} />
      {PLACES.map(({ label, shortcut, route: to, pages, Picture }) => (
        <Place key={label} label={told(label)} shortcut={shortcut} to={to} isHere={(pages as readonly string[]).includes(route.page)}>
          <Picture size={19} stroke={1.7} aria-hidden="true" />
          {label === 'Runs' && running > 0 && <span className={styles.dot} role="img" aria-label={t('{{count}} running', { count: running })} />}
        </Place>
      ))}
      <span className={styles.gap} />
      <Tooltip label={`${t('Keyboard shortcuts')} (?)`} position="right">
        <button type="button" className={styles.place} aria-label={t('Keyboard shortcuts')} onClick={() => useUi.getState().set({ shortcutsOpen: true })}>
          <IconKeyboard size={19} stroke={1.7} aria-hidden="true" />
        </button>
      </Tooltip>
      <Place label={t('Settings')} shortcut="Mod+," to={{ page: 'settings' }} isHere={route.page === 'settings'}>
        <IconSettings size={19} stroke={1.7} aria-hidden="true" />
      </Place>
    </nav>
  );
}

function Place({ label, shortcut, to, isHere, children }: { label: string; shortcut: string; to: Route; isHere: boolean; children: React.ReactNode }) {
  return (
    <Tooltip label={`${label} (${shortcutWords(shortcut)})`} position="right">
      <a className={styles.place} href={formatRoute(to)} aria-label={label} aria-current={isHere ? 'page' : undefined}>
        {children}
      </a>
    </Tooltip>
  );
}
