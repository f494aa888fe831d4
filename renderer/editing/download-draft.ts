import { useDocument } from '../state/document.ts';

/** Gives the draft on the screen to the browser as a file: the way out when it cannot be saved. */
export function downloadDraft(): void {
  const { flow } = useDocument.getState();
  if (!flow) return;
  const address = URL.createObjectURL(new Blob([JSON.stringify(flow, null, 2)], { type: 'application/json' }));
  const name = flow.name.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim() || 'draft';
  Object.assign(document.createElement('a'), { href: address, download: `${name}.swivel.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
