import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../core/api/app-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { setTheme } from '../../state/theme.ts';
import { useUi } from '../../state/ui.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sayFailed } from '../../ui/say.ts';
import { formatBytes, separators } from '../../ui/words.ts';
import styles from './SettingsPage.module.css';
import { TriggerSettings } from './TriggerSettings.tsx';

type NumberSetting = Exclude<keyof Settings, 'theme' | 'holidays' | 'webhookOpen'>;
interface NumberFacts {
  name: NumberSetting;
  label: string;
  help: string;
  unit: string;
  min: number;
  max: number;
}
const HISTORY: readonly NumberFacts[] = [
  {
    name: 'keepRunsDays',
    label: text('Keep finished runs for'),
    help: text('Older runs go, with their samples, rejects and logs.'),
    unit: text('days'),
    min: 1,
    max: 3650,
  },
  {
    name: 'keepFailedDays',
    label: text('Keep failed runs for'),
    help: text('Interrupted ones too. Never shorter than the others.'),
    unit: text('days'),
    min: 1,
    max: 3650,
  },
  {
    name: 'keepRunsCount',
    label: text('Keep at most'),
    help: text('Of more, the oldest go, failed ones last.'),
    unit: text('runs'),
    min: 100,
    max: 100_000_000,
  },
  {
    name: 'keepHistoryMb',
    label: text('Room for the history'),
    help: text('The oldest runs go first when there is more.'),
    unit: 'MB',
    min: 50,
    max: 1_000_000,
  },
];
const INPUT: readonly NumberFacts[] = [
  {
    name: 'keepCapturesDays',
    label: text('Keep the input of runs for'),
    help: text('While it is kept, a run can be replayed as it was.'),
    unit: text('days'),
    min: 0,
    max: 3650,
  },
  { name: 'captureQuotaMb', label: text('Room for kept input'), help: text('The oldest goes first when there is more.'), unit: 'MB', min: 10, max: 1_000_000 },
];
const RUNNING: readonly NumberFacts[] = [
  { name: 'runsAtOnce', label: text('Runs at the same time'), help: text('Others wait in line.'), unit: text('runs'), min: 1, max: 16 },
];

/** Settings of this workspace. Every change is kept at once. `backups` is the section about them, which is a panel of its own. */
export function SettingsPage({ backups }: { backups?: React.ReactNode }) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const theme = useUi((state) => state.theme);
  const language = useUi((state) => state.language);
  const density = useUi((state) => state.density);
  useEffect(() => {
    api.app.settings().then(setSettings, (reason: unknown) => setError(toReport(reason)));
  }, []);
  const change = async (part: Partial<Settings>) => {
    try {
      setSettings(await api.app.saveSettings(part));
    } catch (reason) {
      sayFailed(t('The setting was not kept'), toReport(reason));
    }
  };
  return (
    <div className={styles.page}>
      <h1>{t('Settings')}</h1>
      {error && <ErrorNote report={error} />}
      <section>
        <h2>{t('Look')}</h2>
        <div className={styles.look}>
          <span aria-hidden="true">{t('Colours')}</span>
          <SegmentedControl
            aria-label={t('Colours')}
            value={theme}
            onChange={(value) =>
              void setTheme(value as Settings['theme']).catch((reason: unknown) => sayFailed(t('The setting was not kept'), toReport(reason)))
            }
            data={[
              { value: 'system', label: t('As the system') },
              { value: 'light', label: t('Light') },
              { value: 'dark', label: t('Dark') },
            ]}
          />
          <span aria-hidden="true">{t('Language')}</span>
          <SegmentedControl
            aria-label={t('Language')}
            value={language}
            onChange={(value) => useUi.getState().set({ language: value as typeof language })}
            data={[
              { value: 'system', label: t('As the system') },
              { value: 'en', label: t('English') },
              { value: 'de', label: t('Deutsch') },
            ]}
          />
          <span aria-hidden="true">{t('Density')}</span>
          <SegmentedControl
            aria-label={t('Density')}
            value={density}
            onChange={(value) => useUi.getState().set({ density: value as typeof density })}
            data={[
              { value: 'comfortable', label: t('Comfortable') },
              { value: 'compact', label: t('Compact') },
            ]}
          />
        </div>
      </section>
      {settings && (
        <>
          <section>
            <h2>{t('History')}</h2>
            <Numbers of={HISTORY} settings={settings} onChange={(part) => void change(part)} />
            <HistoryFacts settings={settings} />
          </section>
          <section>
            <h2>{t('Input of runs')}</h2>
            <Numbers of={INPUT} settings={settings} onChange={(part) => void change(part)} />
          </section>
          <section>
            <h2>{t('Running flows')}</h2>
            <Numbers of={RUNNING} settings={settings} onChange={(part) => void change(part)} />
          </section>
        </>
      )}
      {settings && <TriggerSettings settings={settings} onChange={(part) => void change(part)} />}
      {backups}
      <About />
    </div>
  );
}

function Numbers({ of, settings, onChange }: { of: readonly NumberFacts[]; settings: Settings; onChange(part: Partial<Settings>): void }) {
  return (
    <div className={styles.grid}>
      {of.map(({ name, label, help, unit, min, max }) => (
        <NumberInput
          key={name}
          label={told(label)}
          description={told(help)}
          value={settings[name]}
          min={min}
          max={max}
          allowDecimal={false}
          {...separators()}
          suffix={` ${told(unit)}`}
          clampBehavior="blur"
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          // Kept when the field is left: half a number (9 of 90 days) would remove what is to stay.
          onBlur={(event) => {
            const value = Math.min(max, Math.max(min, Number(event.currentTarget.value.replace(/[^0-9]/g, '')) || min));
            if (value !== settings[name]) onChange({ [name]: value });
          }}
        />
      ))}
    </div>
  );
}

/** How much history there is, and what of it stays longer than the settings say, and why. */
function HistoryFacts({ settings }: { settings: Settings }) {
  const [facts, setFacts] = useState<Awaited<ReturnType<typeof api.app.history>> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when what is to be kept has changed
  useEffect(() => {
    api.app.history().then(setFacts, () => undefined);
  }, [settings]);
  if (!facts) return null;
  const { runs, bytes, unknown, replayed } = facts;
  return (
    <div className={styles.words}>
      <p>
        {runs === 0
          ? t('There are no runs now; the history takes {{size}}. Runs of the last day always stay.', { size: formatBytes(bytes) })
          : t('There are {{count}} runs now; the history takes {{size}}. Runs of the last day always stay.', { count: runs, size: formatBytes(bytes) })}
      </p>
      {unknown > 0 && <p>{t('{{count}} older runs are kept because nobody has said yet what became of their writes.', { count: unknown })}</p>}
      {replayed > 0 && <p>{t('{{count}} older runs are kept because a replay of them is.', { count: replayed })}</p>}
    </div>
  );
}

function About() {
  const info = useWorkspace((state) => state.info);
  const zone = useWorkspace(zoneOf);
  if (!info) return null;
  return (
    <section>
      <h2>{t('This workspace')}</h2>
      <dl className={styles.facts}>
        <dt>{t('Folder')}</dt>
        <dd>
          <code>{info.workspace}</code>
          <Button size="compact-xs" variant="default" onClick={() => void navigator.clipboard.writeText(info.workspace)}>
            {t('Copy')}
          </Button>
        </dd>
        <dt>{t('Time zone')}</dt>
        <dd>{zone}</dd>
        <dt>{t('Version')}</dt>
        <dd>
          Swivel {info.version}, {info.shell === 'desktop' ? t('desktop') : t('browser')}, {info.platform}
        </dd>
      </dl>
    </section>
  );
}
