import * as z from 'zod';

/** Which window of the workspace keeps something: 1 and up; 0 is what all of them share. */
export const windowNumber = z.int().min(0).max(99);

/** What a window keeps, by name: texts that only the window understands (its layout, its shortcuts). At most 256 KB each. */
export const keptTexts = z.record(z.string().regex(/^[a-z][a-z.-]{0,60}$/), z.string().max(262_144));

/** How often a kind of step stands behind another in the flows of the workspace, by both kinds with a space between. */
export const kindPairs = z.record(z.string(), z.int());
