import { Popover } from '@mantine/core';
import { IconChevronDown, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePreview } from '../../state/preview.ts';
import { useSample } from '../../state/sample.ts';
import { fileName } from '../../state/sample-words.ts';
import { formatCount } from '../../ui/words.ts';
import { SampleForm } from './SampleForm.tsx';
import css from './sample-bar.module.css';

/** Says which records previews take, and changes it. */
export function SampleButton() {
  const flowId = useDocument((state) => state.flowId);
  const choice = useSample((state) => (flowId ? state.choices[flowId] : undefined));
  const limit = usePreview((state) => state.limit);
  const [open, setOpen] = useState(false);
  if (!flowId) return null;
  const count = formatCount(limit);
  const words = {
    first: t('First {{shown}}', { shown: count }),
    random: t('{{shown}} at random', { shown: count }),
    where: t('With a condition'),
    typed: t('Typed in'),
    file: choice?.kind === 'file' ? fileName(choice.path) : '',
  }[choice?.kind ?? 'first'];
  return (
    <Popover opened={open} onChange={setOpen} width={420} position="top-end" trapFocus closeOnEscape={false} shadow="md" middlewares={{ size: true }}>
      <Popover.Target>
        <button
          type="button"
          className={css.button}
          data-other={choice !== undefined || undefined}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={t('Sample: {{words}}', { words })}
          title={t('Which records previews take. Runs take all.')}
          onClick={() => setOpen(!open)}
        >
          <IconTestPipe size={14} aria-hidden />
          <span className={css.words}>{words}</span>
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown
        className={css.dropdown ?? ''}
        aria-label={t('Which records previews take')}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        {open && <SampleForm flowId={flowId} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
