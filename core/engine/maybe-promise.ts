/** Most steps answer at once; waiting costs only where a promise really came back. */
export type MaybePromise = void | Promise<void>;

/** Does the second thing after the first: at once where nothing has to be waited for. */
export function andThen(first: MaybePromise, next: () => MaybePromise): MaybePromise {
  return first instanceof Promise ? first.then(next) : next();
}

/** Both are under way already; waits for those that are promises. */
export function bothDone(one: MaybePromise, other: MaybePromise): MaybePromise {
  if (!(one instanceof Promise)) return other;
  return other instanceof Promise ? Promise.all([one, other]).then(() => undefined) : one;
}
