import * as z from 'zod';

/** Settings of a step that were copied, to be given to another of the same kind, in this window or another one. */
const copiedSchema = z.object({ kind: z.string(), version: z.number(), name: z.string(), config: z.record(z.string(), z.unknown()) });
export type CopiedSettings = z.infer<typeof copiedSchema>;

const KEY = 'swivel.copied-settings';

/** Keeps the settings for pasting. */
export function copySettings(settings: CopiedSettings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

/** The settings that were copied last, if they are of this kind and version; null otherwise. */
export function copiedSettings(kind: string, version: number): CopiedSettings | null {
  try {
    const kept = copiedSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return kept.success && kept.data.kind === kind && kept.data.version === version ? kept.data : null;
  } catch {
    return null;
  }
}
