import { create } from 'zustand';
import type { ConnectionDetail } from '../../core/api/connection-models.ts';
import { ENVIRONMENTS, type Environment } from '../../core/base/environment.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import type { AnyConnectionSpec } from '../../core/catalog/connection-spec.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { type ConnectionDraft, draftOf, freeName, givenSecrets, isChanged, isChangedIn, newDraft } from './connection-draft.ts';
import { reloadConnections, useConnections } from './connections.ts';

/** The drafts of connections, by their ids, new ones by `new <kind>`. They stay when the page is left, so that nothing typed is lost. */
interface DraftsState {
  drafts: Readonly<Record<string, ConnectionDraft>>;
}

export const useConnectionDrafts = create<DraftsState>()(() => ({ drafts: {} }));

/** Where the draft of a new connection of a kind is kept. */
export function newKey(kind: string): string {
  return `new ${kind}`;
}

export function setDraft(key: string, draft: ConnectionDraft): void {
  useConnectionDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } }));
}

export function dropDraft(key: string): void {
  useConnectionDrafts.setState(({ drafts: { [key]: _gone, ...drafts } }) => ({ drafts }));
}

/** Takes what is saved now where nothing was changed here; changes stay, and meet what is newer when they are saved. */
export function noteSaved(detail: ConnectionDetail): void {
  const draft = useConnectionDrafts.getState().drafts[detail.connectionId];
  if (!draft || !isChanged(draft)) setDraft(detail.connectionId, draftOf(detail));
  // Tests and users are no changes: what the draft knows of them is refreshed.
  else if (draft.saved?.revision === detail.revision) setDraft(detail.connectionId, { ...draft, saved: detail });
}

/** Begins a new connection, or goes on with the one that was begun. */
export function beginNew(spec: AnyConnectionSpec, title: string): void {
  const key = newKey(spec.kind);
  const known = useConnectionDrafts.getState().drafts[key];
  if (known && isChanged(known)) return;
  const { rows, environment } = useConnections.getState();
  setDraft(key, newDraft(spec, freeName(title, rows?.map(({ name }) => name) ?? []), environment));
}

/** What became of saving: the connection as far as it is kept, and why not all of it is. */
export interface SavedDraft {
  saved: ConnectionDetail | null;
  failed: ErrorReport | null;
}

/** Saves the draft, environment by environment; what could not be saved stays a draft, from then on under the id of the connection. */
export async function saveDraft(key: string): Promise<SavedDraft> {
  const draft = useConnectionDrafts.getState().drafts[key];
  if (!draft) return { saved: null, failed: null };
  let saved = draft.saved;
  try {
    if (saved && draft.name.trim() !== saved.name)
      saved = kept(key, await api.connections.rename({ connectionId: saved.connectionId, name: draft.name.trim() }));
    for (const environment of ENVIRONMENTS) {
      const isFirst = saved === null && draft.configs[environment] !== null;
      if (!isFirst && !isChangedIn(draft, environment)) continue;
      const known: { connectionId: string; revision: number } | null = saved;
      const next = await api.connections.save({
        ...(known ? { connectionId: known.connectionId, revision: known.revision } : {}),
        kind: draft.kind,
        name: draft.name.trim(),
        environment,
        config: draft.configs[environment],
        secrets: givenSecrets(draft, environment),
      });
      saved = kept(key, next, environment);
    }
    if (saved) setDraft(saved.connectionId, draftOf(saved));
    return { saved, failed: null };
  } catch (error) {
    return { saved, failed: toReport(error) };
  } finally {
    if (saved) await reloadConnections();
  }
}

/** What is kept already is no change any more, although the rest may fail. */
function kept(key: string, saved: ConnectionDetail, environment?: Environment): ConnectionDetail {
  const { drafts } = useConnectionDrafts.getState();
  const draft = drafts[saved.connectionId] ?? drafts[key];
  if (!draft) return saved;
  if (key !== saved.connectionId) dropDraft(key);
  const name = saved.name;
  const began = { name, configs: environment ? { ...draft.began.configs, [environment]: saved.configs[environment] } : draft.began.configs };
  const changes = environment ? { configs: { ...draft.configs, [environment]: saved.configs[environment] }, typed: { ...draft.typed, [environment]: {} } } : {};
  setDraft(saved.connectionId, { ...draft, ...changes, name, saved, began });
  return saved;
}

/** Asks before changes of a connection are thrown away with the window. Returns how to stop. */
export function startGuardingConnections(): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (Object.values(useConnectionDrafts.getState().drafts).some(isChanged)) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
