import { keptTexts } from '../api/kept-models.ts';
import { mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';

const keyOf = (window: number) => `kept:${window}`;

/** What windows keep from one start to the next: how they are laid out, and what the person has chosen. */
export const kept = {
  all: procedures.kept.all.handler(({ context, input }) => keptTexts.safeParse(context.store.settings.get(keyOf(input.window))).data ?? {}),
  keep: procedures.kept.keep.handler(({ context, input }) => {
    mustWrite(context);
    const { settings } = context.store;
    const before = keptTexts.safeParse(settings.get(keyOf(input.window))).data ?? {};
    settings.set(keyOf(input.window), { ...before, ...input.texts });
    return { ok: true as const };
  }),
};
