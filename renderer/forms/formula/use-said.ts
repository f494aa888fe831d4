import { useEffect, useRef } from 'react';
import type { SignatureHelp } from '../../../core/formula/completion.ts';

/** Tells whoever listens when the caret comes into another call or to another of its values. */
export function useSaid(help: SignatureHelp | null, tell: ((help: SignatureHelp | null) => void) | undefined): void {
  const listener = useRef(tell);
  listener.current = tell;
  const now = useRef(help);
  now.current = help;
  const key = help && `${help.signature} ${help.argument}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: help is made anew while drawing; its words tell whether it is another one
  useEffect(() => listener.current?.(now.current), [key]);
}
