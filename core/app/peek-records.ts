/** Looking into a file, for programs that reach the formats only through the app. */
export { type PeekOptions, type PeekSummary, peekFile } from '../formats/peek.ts';
