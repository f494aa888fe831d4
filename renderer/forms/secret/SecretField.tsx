import { IconCheck, IconEye, IconEyeOff, IconFileUpload, IconKey, IconTrash } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatExact, formatMoment } from '../../ui/words.ts';
import formCss from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { readKeyFile } from './key-file.ts';
import css from './secret.module.css';

/** A secret of a connection: it can be given, replaced and forgotten, but never read. */
export function SecretField({ id, field, context, describedBy, problems }: WidgetProps<unknown>) {
  const zone = useWorkspace(zoneOf);
  const state = context.secrets?.of(field.field);
  const [replacing, setReplacing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const wasKept = useRef(false);
  const isKept = state?.state === 'set' && state.typed === null && !replacing;
  const changedAt = state?.changedAt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it says that what was typed is kept now
  useEffect(() => setReplacing(false), [changedAt]);
  useEffect(() => {
    // What was clicked is gone: the hand goes on where the next thing is to be done.
    if (replacing) box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [replacing]);
  useEffect(() => {
    if (isKept && !wasKept.current && box.current?.contains(document.activeElement)) box.current.querySelector('button')?.focus();
    wasKept.current = isKept;
  }, [isKept]);
  if (!context.secrets || !state) return <p className={formCss.note}>{t('Secrets are kept with a connection, not here.')}</p>;
  const { type } = context.secrets;
  const mustAgain = !state.typed && state.state.startsWith('other');
  const putBack = () => {
    type(field.field, null);
    setReplacing(false);
  };
  if (state.typed === '' && state.state !== 'unset' && !replacing)
    return (
      <div ref={box} className={css.kept}>
        <IconTrash size={15} aria-hidden />
        <span className={css.words}>{t('Will be forgotten when you save.')}</span>
        <button id={id} type="button" className={`${formCss.button} ${formCss.small}`} aria-describedby={describedBy} onClick={putBack}>
          {t('Keep it')}
        </button>
      </div>
    );
  if (isKept)
    return (
      <div ref={box} className={css.kept} data-kept>
        <IconCheck size={15} aria-hidden />
        <span className={css.words} title={state.changedAt === null ? undefined : formatExact(state.changedAt, zone)}>
          {state.changedAt === null ? t('Kept') : t('Kept, given {{when}}', { when: formatMoment(state.changedAt, zone, Date.now()) })}
        </span>
        <button id={id} type="button" className={`${formCss.button} ${formCss.small}`} aria-describedby={describedBy} onClick={() => setReplacing(true)}>
          {t('Replace')}
        </button>
        <button
          type="button"
          className={formCss.icon}
          data-danger
          aria-label={t('Forget: {{what}}', { what: field.label })}
          title={t('Forget it')}
          onClick={() => type(field.field, '')}
        >
          <IconTrash size={15} />
        </button>
      </div>
    );
  return (
    <div ref={box} className={`${formCss.stack} ${mustAgain ? css.again : ''}`}>
      <SecretInput
        id={id}
        label={field.label}
        describedBy={describedBy}
        lines={field.lines === true}
        placeholder={state.state === 'unset' ? t('Not set yet') : t('The new one')}
        invalid={problems.length > 0 || mustAgain}
        value={state.typed ?? ''}
        onChange={(value) => type(field.field, value === '' ? null : value)}
      />
      <span className={css.state} data-again={mustAgain || undefined}>
        {state.typed ? (
          <>
            <IconKey size={13} aria-hidden /> {t('Will be kept, encrypted, when you save. Nobody can read it here afterwards.')}
          </>
        ) : state.state === 'other-hosts' ? (
          t('Has to be given again: the connection leads to another host now, and what was kept is never sent to a new host.')
        ) : state.state === 'other-key' ? (
          t('Has to be given again: what was kept was encrypted with a key that is no longer here.')
        ) : null}
        {state.state === 'set' && (
          <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={putBack}>
            {t('Leave it as it was')}
          </button>
        )}
      </span>
    </div>
  );
}

interface SecretInputProps {
  id: string;
  label: string;
  describedBy: string | undefined;
  lines: boolean;
  placeholder: string;
  invalid: boolean;
  value: string;
  onChange(value: string): void;
}

/** What is typed can be looked at while it is typed; password managers and the browser's memory are kept out. */
function SecretInput({ id, label, describedBy, lines, placeholder, invalid, value, onChange }: SecretInputProps) {
  const [seen, setSeen] = useState(false);
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const read = await readKeyFile(chosen);
    setFailed('trouble' in read ? read.trouble : null);
    if ('key' in read) onChange(read.key);
  };
  const shared = {
    id,
    placeholder,
    value,
    spellCheck: false,
    autoCapitalize: 'off',
    autoCorrect: 'off',
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    'data-1p-ignore': true,
    'data-lpignore': 'true',
    'data-form-type': 'other',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  const eye = (
    <button
      type="button"
      className={formCss.icon}
      aria-pressed={seen}
      aria-label={seen ? t('Hide what is typed: {{what}}', { what: label }) : t('Show what is typed: {{what}}', { what: label })}
      title={seen ? t('Hide what is typed') : t('Show what is typed')}
      disabled={value === ''}
      onClick={() => setSeen(!seen)}
    >
      {seen ? <IconEyeOff size={15} /> : <IconEye size={15} />}
    </button>
  );
  if (!lines)
    return (
      <span className={formCss.line}>
        <input {...shared} type={seen ? 'text' : 'password'} autoComplete="new-password" className={`${formCss.input} ${formCss.mono}`} />
        {eye}
      </span>
    );
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can be dropped here; the button below does the same with the keyboard
    <div
      className={css.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <textarea {...shared} autoComplete="off" rows={4} className={`${formCss.area} ${formCss.mono} ${seen ? '' : css.hidden}`} />
      <span className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => file.current?.click()}>
          <IconFileUpload size={14} aria-hidden /> {t('Take it from a file…')}
        </button>
        <span className={formCss.note}>{t('or drop the file here')}</span>
        <span className={css.gap} />
        {eye}
      </span>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('File with {{what}}', { what: label })}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {failed && (
        <p className={formCss.problem} role="alert">
          {failed}
        </p>
      )}
    </div>
  );
}
