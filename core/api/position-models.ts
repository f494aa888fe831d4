import * as z from 'zod';
import type { Value } from '../base/value.ts';

/** A step that remembers something from run to run: where a source stands, or which records a step has met. */
export const stepMemory = z.object({
  nodeId: z.string(),
  name: z.string(),
  /** `value`: the largest value of a column; `files`: which files were read; `records`: what the step keeps for itself. */
  by: z.enum(['value', 'files', 'records']),
  /** Column and tie-break column, where it stands by value. */
  field: z.string().optional(),
  tie: z.string().optional(),
  /** Where it stands, in words; null when nothing was read or met yet. */
  position: z.string().nullable(),
  /** The same as values, where it stands by value. */
  value: z.custom<Value>().optional(),
  tieValue: z.custom<Value>().optional(),
  /** What the next run would read, in a sentence. */
  next: z.string(),
  /** Files that the next run would read, and how many were read before. */
  files: z.object({ fresh: z.array(z.string()), known: z.number() }).optional(),
  changedAt: z.number().optional(),
  /** The run that left it there. */
  runId: z.string().optional(),
  /** A sentence when what was read last may be read, and written, a second time. */
  doubt: z.string().optional(),
});
export type StepMemory = z.infer<typeof stepMemory>;

/** A source was moved: by a run that had delivered what it read, or by a person. `from` and `to` are words. */
export const positionMove = z.object({
  nodeId: z.string(),
  name: z.string(),
  at: z.number(),
  action: z.enum(['run', 'replay', 'set', 'reset', 'forget']),
  who: z.string().optional(),
  runId: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

/** What the steps of a flow remember, and how that came about, newest first. */
export const flowMemory = z.object({ steps: z.array(stepMemory), moves: z.array(positionMove) });
export type FlowMemory = z.infer<typeof flowMemory>;

/** Moves a source by hand: to a value (and tie-break), back to the beginning, or back before one file. Only while no run of the flow is going on. */
export const memoryChange = z.discriminatedUnion('action', [
  z.object({ action: z.literal('set'), nodeId: z.string(), value: z.string().min(1), tie: z.string().optional() }),
  z.object({ action: z.literal('reset'), nodeId: z.string() }),
  z.object({ action: z.literal('forget'), nodeId: z.string(), file: z.string().min(1) }),
]);
export type MemoryChange = z.infer<typeof memoryChange>;
