import type { AlertKind } from './alert-kinds.ts';

/** What is said of one kind: places such as {flow} are filled in; a line with a place that nothing is known for is left out. */
export interface KindWords {
  /** One line, also the subject of a mail. */
  readonly title: string;
  /** What has happened, a sentence a line. */
  readonly what: string;
  /** What to do about it, a step a line. */
  readonly todo: string;
}

/** All that a message says in one language. */
export interface AlertWords {
  readonly kinds: Readonly<Record<AlertKind, KindWords>>;
  readonly headWhat: string;
  readonly headTodo: string;
  readonly headDetails: string;
  readonly flow: string;
  readonly run: string;
  readonly when: string;
  readonly again: string;
  readonly place: string;
  readonly inSwivel: string;
  readonly recovered: KindWords;
  readonly summary: { readonly one: string; readonly many: string; readonly what: string; readonly over: string };
  readonly test: { readonly title: string; readonly what: string };
  readonly locale: string;
  /** How a day is written (luxon), and what stands behind a time. */
  readonly day: string;
  readonly afterTime: string;
}
