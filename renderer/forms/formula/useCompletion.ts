import { useMemo, useState } from 'react';
import type { Completion, SignatureHelp } from '../../../core/formula/completion.ts';
import type { Arriving } from '../widget.ts';
import { createLateModule } from './late-module.ts';

const useLanguage = createLateModule(() => import('../../../core/formula/completion.ts'));

interface Completing {
  items: readonly Completion[];
  active: number;
  /** The call the caret stands in. */
  signature: SignatureHelp | null;
  /** Something was typed: the list opens. */
  typed(): void;
  /** What a key does to the list; `false` when it is not for the list. */
  key(key: string, ctrl: boolean): 'moved' | 'accept' | 'closed' | 'opened' | false;
  accept(index: number): { text: string; caret: number } | null;
}

interface CompletionInput {
  text: string;
  caret: number;
  fields: Arriving;
  focused: boolean;
}

const NOTHING: readonly Completion[] = [];

/** The list of what can stand at the caret: opens while a name is typed or with Ctrl+Space, arrows choose, Enter or Tab takes, Escape closes. */
export function useCompletion({ text, caret, fields, focused }: CompletionInput): Completing {
  const language = useLanguage(focused);
  const [open, setOpen] = useState<'no' | 'typed' | 'asked'>('no');
  const [active, setActive] = useState(0);
  const items = useMemo(() => {
    if (!language || open === 'no' || !focused) return NOTHING;
    const found = language.completionsAt(text, caret, fields ?? []);
    const [first] = found;
    if (!first || (open === 'typed' && first.start === caret)) return NOTHING;
    return found.length === 1 && text.slice(first.start, first.end) === first.insert ? NOTHING : found;
  }, [language, open, focused, text, caret, fields]);
  const chosen = Math.min(active, Math.max(0, items.length - 1));
  return {
    items,
    active: chosen,
    signature: language && focused ? language.signatureAt(text, caret) : null,
    typed: () => {
      setOpen('typed');
      setActive(0);
    },
    key: (key, ctrl) => {
      if (key === ' ' && ctrl) {
        setOpen('asked');
        return 'opened';
      }
      if (items.length === 0) return false;
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        setActive((chosen + (key === 'ArrowDown' ? 1 : items.length - 1)) % items.length);
        return 'moved';
      }
      if (key === 'Enter' || key === 'Tab') return 'accept';
      if (key === 'Escape') {
        setOpen('no');
        return 'closed';
      }
      return false;
    },
    accept: (index) => {
      const item = items[index];
      if (!item) return null;
      setOpen('no');
      return { text: text.slice(0, item.start) + item.insert + text.slice(item.end), caret: item.caret };
    },
  };
}
