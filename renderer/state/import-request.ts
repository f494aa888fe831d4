import { create } from 'zustand';
import type { ImportContents } from '../../core/api/connection-models.ts';

/** A flow file that waits for somebody to look at what it brings. Nothing of it is saved. */
export interface ImportRequest {
  text: string;
  fileName: string;
  contents: ImportContents;
}

export const useImportRequest = create<{ request: ImportRequest | null }>()(() => ({ request: null }));

/** Whether a flow brings anything that a careful person would look at first. */
export function bringsAnything({ connections, paths, hosts, code, unknownKinds }: ImportContents): boolean {
  return [connections, paths, hosts, code, unknownKinds].some((list) => list.length > 0);
}
