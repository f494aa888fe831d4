import type * as z from 'zod';
import { nearest } from './nearest.ts';

/** A setting in the document that the kind does not have, and the one that may have been meant. */
export interface UnknownSetting {
  /** Dotted path within the config. */
  path: string;
  name: string;
  meant: string | null;
  /** The setting that may have been meant is written as well, so this one is a left-over. */
  meantIsSet: boolean;
}

type Members = Readonly<Record<string, unknown>>;

/** Settings as written in the document that the schema of the kind drops when it parses them, at any depth. */
export function unknownSettings(schema: z.ZodType, written: unknown, parsed: unknown): UnknownSetting[] {
  const found: UnknownSetting[] = [];
  walk(schema, written, parsed, '', found);
  return found;
}

function walk(schema: unknown, written: unknown, parsed: unknown, path: string, found: UnknownSetting[]): void {
  if (Array.isArray(written) && Array.isArray(parsed)) {
    const element = elementOf(schema);
    written.forEach((item, index) => {
      walk(element, item, parsed[index], `${path}${index}.`, found);
    });
    return;
  }
  if (!isMembers(written) || !isMembers(parsed)) return;
  const shape = shapeOf(schema, written);
  for (const [name, value] of Object.entries(written)) {
    if (Object.hasOwn(parsed, name)) walk(shape?.[name], value, parsed[name], `${path}${name}.`, found);
    // What parses to nothing (undefined) is known all the same.
    else if (!shape || !Object.hasOwn(shape, name)) {
      const meant = nearest(name, [...new Set([...Object.keys(shape ?? {}), ...Object.keys(parsed)])]);
      found.push({ path: `${path}${name}`, name, meant, meantIsSet: meant !== null && Object.hasOwn(written, meant) });
    }
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Definition {
  type: string;
  innerType?: unknown;
  element?: unknown;
  options?: readonly unknown[];
  shape?: Members;
  getter?: () => unknown;
}

/** The schema itself, below defaults and the like. */
function bare(schema: unknown): Definition | null {
  let definition = (schema as { def?: Definition } | undefined)?.def ?? null;
  while (definition?.innerType !== undefined || definition?.type === 'lazy')
    definition = ((definition.type === 'lazy' ? definition.getter?.() : definition.innerType) as { def?: Definition } | undefined)?.def ?? null;
  return definition;
}

function elementOf(schema: unknown): unknown {
  return bare(schema)?.element;
}

/** The members an object may have; of several shapes the one that shares most names with what is written. */
function shapeOf(schema: unknown, written: Members): Members | null {
  const definition = bare(schema);
  if (definition?.shape) return definition.shape;
  const shapes = (definition?.options ?? []).flatMap((option): Members[] => {
    const shape = shapeOf(option, written);
    return shape ? [shape] : [];
  });
  const shared = (shape: Members) => Object.keys(written).filter((name) => Object.hasOwn(shape, name)).length;
  return shapes.reduce<Members | null>((best, shape) => (best === null || shared(shape) > shared(best) ? shape : best), null);
}
