import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import { lateSchema } from '../../base/late-schema.ts';

const capturedPortSchema = lateSchema(() =>
  z.object({
    nodeId: z.string(),
    port: z.string(),
    /** `out`: what a source emitted; `in`: what arrived at a step. */
    side: z.enum(['in', 'out']),
    /** File name within the capture folder: never a way out of it. */
    file: z.string().regex(/^[^/\\]+\.spool$/),
    records: z.number(),
    bytes: z.number(),
    /** False when the run ended early or the quota was reached. */
    complete: z.boolean(),
    /** Records that passed there; absent in captures of older versions. */
    passed: z.number().optional(),
    /** It is all that was read, but the source was not read to its end: the steps behind it needed no more. */
    endedEarly: z.boolean().optional(),
    /** Why it is not complete. */
    stopped: z.enum(['quota', 'disk', 'run-ended']).nullable().optional(),
    /** Fields whose values were masked: what was kept can't be delivered again. */
    masked: z.array(z.string()).optional(),
  }),
);
export type CapturedPort = z.infer<typeof capturedPortSchema>;

const manifestSchema = lateSchema(() =>
  z.object({
    version: z.literal(1),
    /** Node ids by the source index that stands in the origins of the spooled records. */
    sources: z.array(z.string()),
    ports: z.array(capturedPortSchema),
  }),
);

/** What a run has captured: `manifest.json` in its capture folder. */
export type CaptureManifest = z.infer<typeof manifestSchema>;

const FILE = 'manifest.json';

/** Writes the manifest whole or not at all. */
export function writeManifest(folder: string, manifest: CaptureManifest): void {
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `${FILE}.part`);
  writeFileSync(part, JSON.stringify(manifest));
  renameSync(part, join(folder, FILE));
}

/** The manifest of a capture folder, or null where nothing (readable) was captured. */
export function readManifest(folder: string): CaptureManifest | null {
  const file = join(folder, FILE);
  if (!existsSync(file)) return null;
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** The capture of one port that a replay needs, or a UserError that says why it cannot be had. */
export function capturedPort(
  manifest: CaptureManifest | null,
  nodeId: string,
  side: 'in' | 'out',
  port: string | null,
  name: string,
  whole: boolean,
): CapturedPort {
  const found = manifest?.ports.find((entry) => entry.nodeId === nodeId && entry.side === side && (port === null || entry.port === port));
  if (!found)
    throw new UserError('not-captured', `What ${side === 'out' ? `${name} read` : `arrived at ${name}`} was not kept, so it cannot be replayed from there.`, {
      hint:
        side === 'out'
          ? 'Read the source again, or keep the input in the settings of the flow.'
          : 'Start at the sources, or keep every step in the settings of the flow.',
      place: { node: nodeId },
    });
  if (found.masked && found.masked.length > 0)
    throw new UserError(
      'capture-masked',
      `What ${side === 'out' ? `${name} read` : `arrived at ${name}`} was kept with personal fields hidden (${found.masked.join(', ')}), so it cannot be delivered from there.`,
      { hint: 'Read the source again.', place: { node: nodeId } },
    );
  if (whole && !found.complete)
    throw new UserError(
      'capture-incomplete',
      `Only a part of what ${side === 'out' ? `${name} read` : `arrived at ${name}`} was kept, because the run ended early or the space was used up.`,
      {
        hint: 'Read the source again, or replay only the rejected records.',
        place: { node: nodeId },
      },
    );
  return found;
}
