import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

/** A flow document is text of a few hundred kilobytes at the very most. */
const LARGEST = 16 << 20;

export interface OpenedDocument {
  text: string;
  fileName: string;
}

/** Flow documents named on a command line: files whose names end in `.swivel.json`. Switches are never files. */
export function documentsNamed(argv: readonly string[], folder: string): string[] {
  return argv.filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.swivel.json')).map((word) => resolve(folder, word));
}

/** Reads a document that was opened from outside; null when it is no ordinary file or far too large. */
export async function readDocument(path: string): Promise<OpenedDocument | null> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile() || facts.size > LARGEST) return null;
  return { text: await readFile(path, 'utf8'), fileName: basename(path) };
}
