import { createHash } from 'node:crypto';
import type { Field } from '../../base/field.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PreviewHappening } from '../../engine/threads/messages.ts';
import type { RunHost } from '../../engine/threads/run-host.ts';
import { fieldsOfFlow, type KnownFields } from '../../flow/arriving.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { reachable } from '../../flow/graph.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import { memoryId } from '../runs/memory-id.ts';
import { filledPath, matchingFiles, type PathSetting } from '../triggers/file-matches.ts';
import { absolutePath, type WorkspaceFolders } from '../workspace/workspace-folders.ts';
import { pathsOf } from './node-paths.ts';

/** What finding the fields of a draft needs. */
export interface FieldsSeenOptions {
  catalog: Catalog;
  host: RunHost;
  folders: WorkspaceFolders;
  now(): number;
  /** Absent where nothing outside is to be reached. */
  connections?: Pick<ConnectionDesk, 'environment' | 'stamp'>;
  /** How long looking at a source may keep a person waiting, ms. */
  patienceMs?: number | undefined;
}

/** Records that are looked at to learn the fields of a source. */
const LOOK_AT = 50;
/** Looking at a source must not keep a person waiting, unless the caller says otherwise. */
const PATIENCE_MS = 3_000;
const MOST_KEPT = 500;

/**
 * What is known of the fields of a flow's steps from data that was really there: sources are looked at once for each state of their settings and files, and
 * every preview adds what it saw.
 */
export class FieldsSeen {
  readonly #options: FieldsSeenOptions;
  readonly #kept = new Map<string, Record<string, Field[]> | null>();

  constructor(options: FieldsSeenOptions) {
    this.#options = options;
  }

  /** Fields by node and port; `told` are those that a source's outside has said itself. Looks at the sources that do not say their fields themselves and were not looked at since they changed. */
  async of(flow: Flow, folder: string, told: KnownFields = {}): Promise<KnownFields> {
    const { leaving } = fieldsOfFlow(flow, this.#options.catalog);
    const known: Record<string, Record<string, Field[]>> = Object.create(null);
    for (const node of flow.nodes) {
      const key = this.#key(flow, node, folder);
      const isSource = this.#options.catalog.get(node.kind)?.role === 'source';
      const own = Object.hasOwn(told, node.id) ? (told[node.id] ?? null) : null;
      if (isSource && own === null && !this.#kept.has(key) && Object.values(leaving[node.id] ?? {}).some((fields) => fields === null))
        await this.#look(flow, node, folder, key);
      const seen = this.#kept.get(key);
      const all = own === null ? seen : withSamples(own, seen ?? {});
      if (all) known[node.id] = all;
    }
    return known;
  }

  /** Takes note of what a preview saw at a node. */
  note(flow: Flow, folder: string, event: PreviewHappening): void {
    if (event.kind !== 'step') return;
    const node = flow.nodes.find((one) => one.id === event.nodeId);
    if (!node || Object.keys(event.step.left).length === 0) return;
    this.#keep(this.#key(flow, node, folder), Object.fromEntries(Object.entries(event.step.left).map(([port, sample]) => [port, sample.fields])));
  }

  async #look(flow: Flow, node: FlowNode, folder: string, key: string): Promise<void> {
    const { host, folders, now, catalog, connections } = this.#options;
    const alone: Flow = { ...flow, nodes: [node], edges: [], groups: [] };
    const flowId = `look-at/${flow.id}/${node.id}`;
    let seen: Record<string, Field[]> | null = null;
    const job = {
      flowId,
      flow: alone,
      nodeId: node.id,
      limit: LOOK_AT,
      startedAt: now(),
      zone: flow.settings.zone,
      parameters: Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value])),
      folders: { flow: folder, state: folders.state(memoryId({ catalog }, flow, connections?.environment ?? 'production')), spill: folders.spill(flowId) },
    };
    const listen = (event: PreviewHappening) => {
      if (event.kind === 'step' && event.nodeId === node.id && event.step.facts.status !== 'failed')
        seen = Object.fromEntries(Object.entries(event.step.left).map(([port, sample]) => [port, sample.fields]));
    };
    const patience = AbortSignal.timeout(this.#options.patienceMs ?? PATIENCE_MS);
    await host.preview(job, listen, patience).catch(() => undefined);
    host.forgetPreview(flowId);
    if (seen || !patience.aborted) this.#keep(key, seen);
  }

  #keep(key: string, seen: Record<string, Field[]> | null): void {
    this.#kept.delete(key);
    this.#kept.set(key, seen);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  /** Changes whenever what the node gives may have changed: by its own settings and files, or by those of any step before it. */
  #key(flow: Flow, node: FlowNode, folder: string): string {
    const setting: PathSetting = {
      now: this.#options.now(),
      zone: flow.settings.zone || 'UTC',
      flowName: flow.name,
      parameters: Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value])),
    };
    const before = reachable(flow, node.id, true);
    const nodes = flow.nodes.filter(({ id }) => id === node.id || before.has(id));
    const edges = flow.edges.filter(({ to }) => to.node === node.id || before.has(to.node)).map(({ from, to }) => [from, to]);
    const files = pathsOf({ ...flow, nodes }, this.#options.catalog)
      .filter(({ access }) => access === 'read')
      .flatMap(({ path }) => matchingFiles(absolutePath(folder, filledPath(path, setting))));
    const facts = [
      flow.id,
      node.id,
      nodes.map(({ kind, version, config }) => [kind, version, config]),
      edges,
      setting.parameters,
      files,
      this.#options.connections?.stamp({ ...flow, nodes }) ?? null,
    ];
    return createHash('sha256').update(JSON.stringify(facts)).digest('base64');
  }
}

/** Fields as the outside tells them, with the values that a preview has seen in them. */
function withSamples(told: Readonly<Record<string, readonly Field[]>>, seen: Readonly<Record<string, readonly Field[]>>): Record<string, Field[]> {
  const ports = Object.entries(told).map(([port, fields]): [string, Field[]] => {
    const samples = new Map((seen[port] ?? []).map(({ name, sample }) => [name, sample]));
    return [
      port,
      fields.map((field) => {
        const sample = samples.get(field.name);
        return sample === undefined ? field : { ...field, sample };
      }),
    ];
  });
  return { ...Object.fromEntries(Object.entries(seen).map(([port, fields]) => [port, [...fields]])), ...Object.fromEntries(ports) };
}
