import type { ComponentType } from 'react';
import type { TargetFound } from '../../core/api/target-models.ts';
import type { Field } from '../../core/base/field.ts';
import type { Sample } from '../../core/base/sample.ts';
import type { FormField } from '../../core/catalog/form.ts';
import type { Role } from '../../core/catalog/node-spec.ts';
import type { FlowNode, FlowParameter, Problem } from '../../core/flow/flow.ts';

/** Fields that arrive at an input port; null when they are not known. */
export type Arriving = readonly Field[] | null;

/** The fields a later step would like to get, e.g. the columns of a table. */
export interface WantedFields {
  step: string;
  read(): Promise<TargetFound>;
}

/** How a secret of a connection stands. What it is, no window is ever told. */
export interface SecretInForm {
  /** `unset`: nothing is kept. `other-hosts` and `other-key`: what is kept cannot be used any more and has to be given again. */
  state: 'set' | 'unset' | 'other-hosts' | 'other-key';
  /** When what is kept was given. */
  changedAt: number | null;
  required: boolean;
  /** Typed, and kept as soon as the connection is saved; empty: it is forgotten then; null: nothing was typed. */
  typed: string | null;
}

/** The secrets of the connection whose settings a form shows. */
export interface SecretDesk {
  of(name: string): SecretInForm;
  /** Empty: what is kept is forgotten when the connection is saved. Null: that stays as it is. */
  type(name: string, value: string | null): void;
}

/** What every widget may know of the step whose settings it shows. */
export interface FormContext {
  flowId: string;
  flowName: string;
  /** The flow's own folder, where paths that name no folder of their own begin. */
  folder: string;
  parameters: readonly FlowParameter[];
  /** Zone of dates without one. */
  zone: string;
  node: FlowNode;
  role: Role;
  /** All settings, defaults filled in. */
  config: Readonly<Record<string, unknown>>;
  /** What a new step of this kind begins with. */
  defaults: Readonly<Record<string, unknown>>;
  /** By input port, with a sample value where data was seen. */
  arriving: Readonly<Record<string, Arriving>>;
  /** Name of the step that feeds an input port. */
  feeders: Readonly<Record<string, string>>;
  /** Records seen at the input ports. */
  samples: Readonly<Record<string, Sample>>;
  /** Records that left by the step's main output, when it was previewed with these settings. */
  left: Sample | null;
  /** Steps behind this one that can say which fields they want. */
  wanted: readonly WantedFields[];
  /** What the step made of the sample, when it was previewed with these settings. */
  outcome: { in: number; out: number; filtered: number; rejected: number } | null;
  /** What is wrong with the step's settings, by path. */
  problems: readonly Problem[];
  /** Changes several settings as one edit. */
  set(changes: Readonly<Record<string, unknown>>): void;
  /** Gives settings their defaults again, as one edit; `what` names them in the list of edits. */
  reset(fields: readonly string[], what: string): void;
  /** Opens the help of the step's kind where it explains this setting. */
  showHelp(field: string): void;
  /** Undoes or repeats the last edit of the flow; gives its name, null when there is none. For widgets that cover the window. */
  undo(): string | null;
  redo(): string | null;
  /** In the form of a connection only. */
  secrets?: SecretDesk;
}

/** What every widget gets. */
export interface WidgetProps<V> {
  /** Id for the main control, so that the label above belongs to it. */
  id: string;
  /** Id of the label, for groups of controls. */
  labelId: string;
  /** Ids of help and problems. */
  describedBy: string | undefined;
  value: V;
  /** Changes of the same `part` that follow each other quickly are one step to undo; without it, all changes of the setting. */
  onChange(value: V, part?: string): void;
  field: FormField;
  context: FormContext;
  /** Problems of this setting and of what is inside it. */
  problems: readonly Problem[];
  /** The control stands in one line with others: small, and without words around it. */
  compact?: boolean;
}

/** A widget, and how its frame is to be drawn. */
export interface WidgetEntry {
  // biome-ignore lint/suspicious/noExplicitAny: each widget has its own type of value; the kind's schema has made sure of it
  component: ComponentType<WidgetProps<any>>;
  /** The widget is a group of controls with labels of their own, so the label above belongs to no single one. */
  group?: boolean;
  /** Problems inside the value are shown by the widget itself, beside what is wrong. */
  showsInner?: boolean;
  /** It can stand in one line with others. */
  short?: boolean;
}

/** Fields offered by a widget: those of its port, or of the first one. */
export function arrivingAt(context: FormContext, port?: string): Arriving {
  const names = Object.keys(context.arriving);
  const name = port ?? names[0];
  return name === undefined ? null : (context.arriving[name] ?? null);
}

/** Records seen at a widget's port, or at the first one. */
export function sampleAt(context: FormContext, port?: string): Sample | null {
  const name = port ?? Object.keys(context.arriving)[0];
  return name === undefined ? null : (context.samples[name] ?? null);
}

/** The first problem of exactly this path within a widget's setting. */
export function problemAt(problems: readonly Problem[], path: string): Problem | undefined {
  return problems.find((problem) => problem.field === path);
}
