/** Looking into a file, for programs that reach the formats only through the app. */
export { peekFile } from '../../formats/peek.ts';
