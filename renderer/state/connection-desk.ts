import { create } from 'zustand';
import type { ConnectionFamily } from '../../core/catalog/families/families.ts';

/** A form of a connection that is asked for from elsewhere, e.g. by the settings of a step; it opens over the page, which stays as it is. */
export interface DeskRequest {
  /** Which one; absent: a new one is made. */
  connectionId?: string;
  /** Families that a new one may be of; absent: all. */
  families?: readonly ConnectionFamily[];
  /** It was saved, for the first time or again. */
  onSaved(connectionId: string): void;
}

interface DeskState {
  request: DeskRequest | null;
}

export const useConnectionDesk = create<DeskState>()(() => ({ request: null }));

/** Opens the form over the page. */
export function askConnectionDesk(request: DeskRequest): void {
  useConnectionDesk.setState({ request });
}

/** Closes it; what was typed and not saved stays with the draft. */
export function closeConnectionDesk(): void {
  useConnectionDesk.setState({ request: null });
}

/** Grows when the test of the connection that is shown is asked for, e.g. by a command. */
export const useTestRequest = create<{ asked: number }>()(() => ({ asked: 0 }));

export function askForTest(): void {
  useTestRequest.setState(({ asked }) => ({ asked: asked + 1 }));
}
