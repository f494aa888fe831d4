/** A keychain of the operating system, as a shell offers it. Without one the key comes from the environment or a file. */
export interface KeyKeeper {
  /** As a person knows it: "the keychain of macOS". */
  readonly title: string;
  /** Why it cannot be asked to keep something safely; null when it can. */
  trouble(): Promise<string | null>;
  /** Something only this user on this machine can turn back. */
  wrap(text: string): Promise<Uint8Array>;
  /** Rejects when it is locked, or wrapped by another user or machine. */
  unwrap(wrapped: Uint8Array): Promise<string>;
}
