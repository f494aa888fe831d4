import { useUi } from '../state/ui.ts';
import css from './form.module.css';

interface FoldedSectionProps {
  /** Under which it is remembered whether it is open. */
  id: string;
  summary: React.ReactNode;
  /** Something in it has to be seen: it is open whatever was chosen. */
  forced: boolean;
  children: React.ReactNode;
}

/** Settings that are folded until asked for; once opened they stay open in this window, also for the next step and after a restart. */
export function FoldedSection({ id, summary, forced, children }: FoldedSectionProps) {
  const open = useUi((state) => state.folds[id]) ?? false;
  const toggle = (event: React.MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const details = event.currentTarget.parentElement as HTMLDetailsElement;
    // It may have been opened from elsewhere, to show one of its settings.
    details.open = !details.open;
    useUi.getState().set({ folds: { ...useUi.getState().folds, [id]: details.open } });
  };
  return (
    <details className={css.advanced} open={forced || open || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control */}
      <summary onClick={toggle}>{summary}</summary>
      {children}
    </details>
  );
}
