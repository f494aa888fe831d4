import type { TriggerLife } from '../../core/api/trigger-models.ts';
import { t, told } from '../i18n/i18n.ts';
import { formatMoment } from '../ui/words.ts';
import type { TriggerLine } from './facts.ts';

/** What the card of a trigger in service says of it: that it is alive and when it is due next, or that it does not work. */
export function triggerLine({ state, trouble, next }: TriggerLife, zone: string, now: number): TriggerLine {
  if (state === 'trouble') return { words: t('Live, but it does not work'), problem: trouble ?? '', dead: true };
  if (state === 'silent')
    return { words: t('Live, but it has gone silent'), problem: t('It should have looked long ago. It is restarted automatically.'), dead: true };
  if (state === 'paused') return { words: t('Live, paused with all triggers'), problem: '', dead: false };
  return {
    words: next === null ? t('Live: waits for what comes') : t('Live: next {{when}}', { when: formatMoment(next, zone, now) }),
    problem: '',
    dead: false,
  };
}

/** The first trigger of a flow that does not work, in words; null when all are well. */
export function deadTrigger(triggers: readonly TriggerLife[]): { words: string; problem: string } | null {
  const ill = triggers.find(({ state }) => state === 'trouble' || state === 'silent');
  if (!ill) return null;
  return ill.state === 'trouble'
    ? { words: t('Its trigger does not work'), problem: told(ill.trouble ?? '') }
    : { words: t('Its trigger has gone silent'), problem: t('It should have looked long ago. It is restarted automatically.') };
}
