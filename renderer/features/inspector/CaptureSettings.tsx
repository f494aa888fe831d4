import { useId } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowSettings } from '../../../core/flow/flow.ts';
import { FieldFrame } from '../../forms/FieldFrame.tsx';
import formCss from '../../forms/form.module.css';
import { t, text, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import css from './inspector.module.css';
import { MasksEditor } from './MasksEditor.tsx';
import { PolicyNumber } from './PolicyNumber.tsx';

const CAPTURE: readonly { value: FlowSettings['capture']; label: string; help: string }[] = [
  { value: 'input', label: text('What was read'), help: text('A run can be replayed without the systems it read from.') },
  { value: 'every', label: text('The data at every step'), help: text('A run can be replayed from any step. Takes more room.') },
  { value: 'none', label: text('Nothing'), help: text('A replay has to read from outside again.') },
];

/** What is kept of every run so that it can be replayed, how much and how long, and which fields are personal. */
export function CaptureSettings({ settings }: { settings: FlowSettings }) {
  const id = useId();
  const apply = useDocument((state) => state.apply);
  const set = (change: { [K in keyof FlowSettings]?: FlowSettings[K] | undefined }) =>
    apply(t('Flow settings'), (now) => edit.setSettings(now, change as Partial<FlowSettings>), { merge: `settings:${Object.keys(change)[0]}` });
  return (
    <>
      <FieldFrame
        label={t('What to keep of every run, for replay')}
        help={told(CAPTURE.find((option) => option.value === settings.capture)?.help ?? '')}
        labelId={`${id}-label`}
        helpId={`${id}-help`}
        problems={[]}
        problemsId={`${id}-problems`}
        htmlFor={id}
      >
        <select
          id={id}
          className={formCss.select}
          value={settings.capture}
          onChange={(event) => set({ capture: event.target.value as FlowSettings['capture'] })}
        >
          {CAPTURE.map((option) => (
            <option key={option.value} value={option.value}>
              {told(option.label)}
            </option>
          ))}
        </select>
      </FieldFrame>
      {settings.capture !== 'none' && (
        <div className={css.policy}>
          <PolicyNumber
            label={t('At most')}
            unit={t('MB a run')}
            value={settings.captureMb}
            min={1}
            max={1_000_000}
            onChange={(captureMb) => set({ captureMb })}
          />
          <PolicyNumber
            label={t('For')}
            unit={settings.captureDays === undefined ? t('days (as the workspace says)') : settings.captureDays === 1 ? t('day') : t('days')}
            value={settings.captureDays}
            min={0}
            max={3650}
            onChange={(captureDays) => set({ captureDays })}
          />
          <label className={css.packing}>
            <input
              type="checkbox"
              checked={settings.capturePacking === 'raw'}
              onChange={(event) => set({ capturePacking: event.target.checked ? 'raw' : undefined })}
            />
            {t('Do not compress it: faster, but takes about three times the room')}
          </label>
        </div>
      )}
      <MasksEditor masks={settings.masks ?? []} onChange={(masks) => set({ masks: masks.length === 0 ? undefined : masks })} />
    </>
  );
}
