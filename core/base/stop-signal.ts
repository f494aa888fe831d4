/** The platform's AbortSignal, also where the platform's own types are not at hand. */
export type StopSignal = typeof globalThis extends { AbortSignal: { prototype: infer T } }
  ? T
  : { readonly aborted: boolean; readonly reason: unknown; throwIfAborted(): void };
