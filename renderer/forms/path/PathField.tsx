import { IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { formatBytes } from '../../ui/words.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { type Found, settingsFromPeek, wordsOfPeek } from './detect.ts';
import { PathInput } from './PathInput.tsx';

/** A file to read, of this machine or of a connection. "Detect" looks into it and fills the settings that say how it is written. */
export function PathField(props: WidgetProps<string> & { connectionId?: string }) {
  const { value, context, connectionId } = props;
  const [found, setFound] = useState<{ path: string; result: Found } | null>(null);
  const [failed, setFailed] = useState<{ path: string; message: string } | null>(null);
  const [looking, setLooking] = useState(false);
  const canDetect = context.role === 'source' && 'encoding' in context.config;
  const detect = async () => {
    setLooking(true);
    setFailed(null);
    try {
      const result = await api.design.peek({ flowId: context.flowId, path: value, ...(connectionId === undefined ? {} : { connectionId }) });
      setFound({ path: value, result });
      context.set(settingsFromPeek(result, context.config));
    } catch (error) {
      const report = toReport(error);
      setFailed({ path: value, message: [report.message, report.hint].filter(Boolean).join(' ') });
    } finally {
      setLooking(false);
    }
  };
  return (
    <>
      <PathInput {...props} kind="open" />
      {canDetect && value !== '' && (
        <span className={css.actions}>
          <button type="button" className={`${css.button} ${css.small}`} disabled={looking} onClick={() => void detect()}>
            <IconWand size={14} aria-hidden /> {looking ? t('Looking into the file…') : t('Detect format and types')}
          </button>
        </span>
      )}
      <div aria-live="polite">
        {found?.path === value && (
          <p className={css.found}>
            {wordsOfPeek(found.result)} <b>{formatBytes(found.result.bytes)}</b>. {t('The settings below are filled in; change what is wrong.')}
          </p>
        )}
        {failed?.path === value && <p className={css.problem}>{told(failed.message)}</p>}
      </div>
    </>
  );
}
