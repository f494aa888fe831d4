import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../core/api/app-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { setTheme } from '../../state/theme.ts';
import { useUi } from '../../state/ui.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sayFailed } from '../../ui/say.ts';
import styles from './SettingsPage.module.css';

type NumberSetting = 'keepRunsDays' | 'keepCapturesDays' | 'captureQuotaMb' | 'runsAtOnce';
const NUMBERS: readonly { name: NumberSetting; label: string; help: string; unit: string; min: number; max: number }[] = [
  { name: 'keepRunsDays', label: 'Keep finished runs for', help: 'Older runs go, with their samples, rejects and logs.', unit: 'days', min: 1, max: 3650 },
  {
    name: 'keepCapturesDays',
    label: 'Keep the input of runs for',
    help: 'While it is kept, a run can be replayed as it was.',
    unit: 'days',
    min: 0,
    max: 3650,
  },
  { name: 'captureQuotaMb', label: 'Room for kept input', help: 'The oldest goes first when there is more.', unit: 'MB', min: 10, max: 1_000_000 },
  { name: 'runsAtOnce', label: 'Runs at the same time', help: 'Others wait in line.', unit: 'runs', min: 1, max: 16 },
];

/** Settings of this workspace. Every change is kept at once. */
export function SettingsPage() {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const theme = useUi((state) => state.theme);
  useEffect(() => {
    api.app.settings().then(setSettings, (reason: unknown) => setError(toReport(reason)));
  }, []);
  const change = async (part: Partial<Settings>) => {
    try {
      setSettings(await api.app.saveSettings(part));
    } catch (reason) {
      sayFailed('The setting was not kept', toReport(reason));
    }
  };
  return (
    <div className={styles.page}>
      <h1>Settings</h1>
      {error && <ErrorNote report={error} />}
      <section>
        <h2>Look</h2>
        <SegmentedControl
          aria-label="Colours"
          value={theme}
          onChange={(value) => void setTheme(value as Settings['theme']).catch((reason: unknown) => sayFailed('The setting was not kept', toReport(reason)))}
          data={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </section>
      {settings && (
        <section>
          <h2>History</h2>
          <div className={styles.grid}>
            {NUMBERS.map(({ name, label, help, unit, min, max }) => (
              <NumberInput
                key={name}
                label={label}
                description={help}
                value={settings[name]}
                min={min}
                max={max}
                allowDecimal={false}
                thousandSeparator=","
                suffix={` ${unit}`}
                clampBehavior="strict"
                onChange={(value) => typeof value === 'number' && value !== settings[name] && void change({ [name]: value })}
              />
            ))}
          </div>
        </section>
      )}
      <About />
    </div>
  );
}

function About() {
  const info = useWorkspace((state) => state.info);
  const zone = useWorkspace(zoneOf);
  if (!info) return null;
  return (
    <section>
      <h2>This workspace</h2>
      <dl className={styles.facts}>
        <dt>Folder</dt>
        <dd>
          <code>{info.workspace}</code>
          <Button size="compact-xs" variant="default" onClick={() => void navigator.clipboard.writeText(info.workspace)}>
            Copy
          </Button>
        </dd>
        <dt>Time zone</dt>
        <dd>{zone}</dd>
        <dt>Version</dt>
        <dd>
          Swivel {info.version}, {info.shell === 'desktop' ? 'desktop' : 'browser'}, {info.platform}
        </dd>
      </dl>
    </section>
  );
}
