import { useEffect, useMemo, useState } from 'react';
import type { FunctionSpec } from '../../../core/formula/functions/function-spec.ts';
import type { Arriving } from '../widget.ts';
import { type CompletionItem, complete, functionAt } from './complete.ts';

export type { CompletionItem } from './complete.ts';

interface Language {
  functions: readonly FunctionSpec[];
  reference(name: string): string;
  signature(spec: FunctionSpec): string;
}

let loaded: Language | null = null;

/** The function table comes with the first formula that is shown, not with the program. */
async function loadLanguage(): Promise<Language> {
  const [table, path, call] = await Promise.all([
    import('../../../core/formula/functions/table.ts'),
    import('../../../core/formula/field-path.ts'),
    import('../../../core/formula/check-call.ts'),
  ]);
  loaded = { functions: table.functionTable, reference: path.fieldReference, signature: call.signatureOf };
  return loaded;
}

interface Completing {
  items: readonly CompletionItem[];
  active: number;
  /** Signature of the function the caret stands in. */
  signature: { signature: string; help: string } | null;
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

/** The list of what can stand at the caret: opens while typing or with Ctrl+Space, arrows choose, Enter or Tab takes, Escape closes. */
export function useCompletion({ text, caret, fields, focused }: CompletionInput): Completing {
  const [language, setLanguage] = useState(() => loaded);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  useEffect(() => {
    if (!language && focused) void loadLanguage().then((found) => setLanguage(found));
  }, [language, focused]);
  const found = useMemo(
    () => (language && open && focused ? complete(text, caret, fields ?? [], language.functions, language.reference) : null),
    [language, open, focused, text, caret, fields],
  );
  const items = found?.items ?? [];
  const chosen = Math.min(active, Math.max(0, items.length - 1));
  const around = language && focused ? functionAt(text, caret) : null;
  const spec = language?.functions.find((one) => one.name === around);
  return {
    items,
    active: chosen,
    signature: spec && language ? { signature: language.signature(spec), help: spec.help } : null,
    typed: () => {
      setOpen(true);
      setActive(0);
    },
    key: (key, ctrl) => {
      if (key === ' ' && ctrl) {
        setOpen(true);
        return 'opened';
      }
      if (items.length === 0) return false;
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        setActive((chosen + (key === 'ArrowDown' ? 1 : items.length - 1)) % items.length);
        return 'moved';
      }
      if (key === 'Enter' || key === 'Tab') return 'accept';
      if (key === 'Escape') {
        setOpen(false);
        return 'closed';
      }
      return false;
    },
    accept: (index) => {
      const item = items[index];
      if (!found || !item) return null;
      setOpen(false);
      return { text: text.slice(0, found.from) + item.insert + text.slice(found.to), caret: found.from + item.insert.length - item.back };
    },
  };
}
