import type { FlowSettings, RunLimitSettings } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';
import { RejectLimits } from './RejectLimits.tsx';

/** What a whole run of the flow may use, and how much of it may be rejected. */
export function RunLimits({ settings, onChange }: { settings: FlowSettings; onChange(change: Partial<FlowSettings>): void }) {
  const { limits = {} } = settings;
  const set = (change: { [K in keyof RunLimitSettings]?: RunLimitSettings[K] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...limits, ...change }).filter(([, value]) => value !== undefined));
    onChange({ limits: next });
  };
  return (
    <section className={css.section}>
      <h3 className={css.sectionTitle}>{t('Limits of a run')}</h3>
      <p className={formCss.help}>{t('A run that passes one of these stops, and its targets are left as they were. Empty: 24 hours, 2,048 MB, 50 GB.')}</p>
      <div className={css.policy}>
        <PolicyNumber
          label={t('Longest time')}
          unit={t('minutes')}
          value={limits.minutes}
          min={0.01}
          max={43_200}
          step="any"
          onChange={(minutes) => set({ minutes })}
        />
        <PolicyNumber label={t('Most memory')} unit={t('MB')} value={limits.memoryMb} min={32} max={65_536} onChange={(memoryMb) => set({ memoryMb })} />
        <PolicyNumber label={t('Most space on disk')} unit={t('MB')} value={limits.diskMb} min={1} max={10_000_000} onChange={(diskMb) => set({ diskMb })} />
      </div>
      <p className={formCss.help}>{t('Rejected records of all steps together:')}</p>
      <RejectLimits value={settings.rejects} onChange={(rejects) => onChange({ rejects })} />
    </section>
  );
}
