import { Tooltip } from '@mantine/core';
import { IconBell, IconBolt, IconBraces, IconCalendarCheck, IconHistory, IconKeyboard, IconPlugConnected, IconRoute, IconSettings } from '@tabler/icons-react';
import { useShownShortcut } from '../commands/bound-keys.ts';
import { commandById } from '../commands/registry.ts';
import { showShortcuts } from '../commands/show-shortcuts.ts';
import { t, text, told } from '../i18n/i18n.ts';
import { formatRoute, type Route, useRoute } from '../state/route.ts';
import { useUi } from '../state/ui.ts';
import { useWorkspace } from '../state/workspace.ts';
import { withKeys } from '../ui/shortcut.ts';
import styles from './Rail.module.css';
import logo from './swivel.svg';

const PLACES = [
  { label: text('Flows'), command: 'go-to-flows', route: { page: 'flows' }, pages: ['flows', 'flow', 'examples'], Picture: IconRoute },
  { label: text('Runs'), command: 'go-to-runs', route: { page: 'runs' }, pages: ['runs', 'run'], Picture: IconHistory },
  { label: text('Connections'), command: 'go-to-connections', route: { page: 'connections' }, pages: ['connections'], Picture: IconPlugConnected },
  { label: text('Arrivals'), command: 'go-to-arrivals', route: { page: 'arrivals' }, pages: ['arrivals'], Picture: IconCalendarCheck },
  { label: text('Triggers'), command: 'go-to-triggers', route: { page: 'triggers' }, pages: ['triggers'], Picture: IconBolt },
  { label: text('Alerts'), command: 'go-to-alerts', route: { page: 'alerts' }, pages: ['alerts'], Picture: IconBell },
  { label: text('Snippets'), command: 'go-to-snippets', route: { page: 'snippets' }, pages: ['snippets'], Picture: IconBraces },
] as const;

/** The places of the app. */
export function Rail() {
  const route = useRoute((state) => state.route);
  const unseen = useWorkspace((state) => state.state?.alerts.unseen ?? 0);
  const running = useWorkspace((state) => state.state?.running.length ?? 0);
  return (
    <nav className={styles.rail} aria-label={t('Places')}>
      <img src={logo} alt={t('Swivel')} width={28} height={28} />
      {PLACES.map(({ label, command, route: to, pages, Picture }) => (
        <Place key={label} label={told(label)} command={command} to={to} isHere={(pages as readonly string[]).includes(route.page)}>
          <Picture size={19} stroke={1.7} aria-hidden="true" />
          {label === 'Runs' && running > 0 && <span className={styles.dot} role="img" aria-label={t('{{count}} running', { count: running })} />}
          {label === 'Alerts' && unseen > 0 && (
            <span
              className={styles.count}
              role="img"
              aria-label={t('{{count}} alerts not acknowledged', { count: unseen })}
              data-count={unseen > 99 ? '99+' : unseen}
            />
          )}
        </Place>
      ))}
      <span className={styles.gap} />
      <Tooltip label={withKeys(t('Keyboard shortcuts'), useShownShortcut(showShortcuts))} position="right">
        <button type="button" className={styles.place} aria-label={t('Keyboard shortcuts')} onClick={() => useUi.getState().set({ shortcutsOpen: true })}>
          <IconKeyboard size={19} stroke={1.7} aria-hidden="true" />
        </button>
      </Tooltip>
      <Place label={t('Settings')} command="go-to-settings" to={{ page: 'settings' }} isHere={route.page === 'settings'}>
        <IconSettings size={19} stroke={1.7} aria-hidden="true" />
      </Place>
    </nav>
  );
}

function Place({ label, command, to, isHere, children }: { label: string; command: string; to: Route; isHere: boolean; children: React.ReactNode }) {
  const shortcut = useShownShortcut(commandById(command) ?? { id: command });
  return (
    <Tooltip label={withKeys(label, shortcut)} position="right">
      <a className={styles.place} href={formatRoute(to)} aria-label={label} aria-current={isHere ? 'page' : undefined}>
        {children}
      </a>
    </Tooltip>
  );
}
