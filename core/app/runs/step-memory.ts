import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowMemory, MemoryChange, StepMemory } from '../../api/position-models.ts';
import { SwivelError, UserError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import type { SourceMemory } from '../../catalog/node-spec.ts';
import type { NextReading, SourcePosition } from '../../engine/node-door.ts';
import { POSITION } from '../../engine/reading.ts';
import { dropState, keptValue, putValue } from '../../engine/step-state.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { readSeen } from '../../formats/files/seen-files.ts';
import { loadRun } from '../../nodes/runs.ts';
import { readEnvironment } from '../connections/environment.ts';
import { mustWrite, type Parts } from '../parts.ts';
import { whoIsThere } from '../who.ts';
import { absolutePath } from '../workspace/workspace-folders.ts';
import { memoryId } from './memory-id.ts';

const MOVES_SHOWN = 50;

/** What the steps of a flow (as drafted) remember from run to run, and what the next run would read. `folder` is where relative paths start. */
export async function flowMemory(parts: Parts, draft: Flow, folder: string): Promise<FlowMemory> {
  const flow = migrateNodes(draft, parts.catalog);
  const changes = new Map(parts.store.stepState.of(memoryNow(parts, flow)).map((entry) => [entry.nodeId, entry]));
  const steps: StepMemory[] = [];
  for (const node of flow.nodes) {
    const changed = changes.get(node.id);
    const memory = memoryOf(parts, node);
    if (!memory && (!changed || parts.catalog.get(node.kind)?.role === 'source')) continue;
    const since = changed ? { changedAt: changed.changedAt, runId: changed.runId } : {};
    if (!memory)
      steps.push({ nodeId: node.id, name: node.name, by: 'records', position: 'Records met before', next: 'Records met before are known again.', ...since });
    else steps.push({ ...(await sourceStep(parts, flow, node, memory, folder)), ...since, ...doubtOf(parts, flow, changed?.changedAt ?? 0) });
  }
  const nameOf = (nodeId: string) => flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return { steps, moves: parts.store.stepState.moves(memoryNow(parts, flow), MOVES_SHOWN).map((move) => ({ ...move, name: nameOf(move.nodeId) })) };
}

/** Moves a source by hand; on record when this returns. Throws a UserError when a run of the flow is going on, or when the source cannot stand there. */
export async function changeMemory(parts: Parts, draft: Flow, folder: string, change: MemoryChange): Promise<FlowMemory> {
  mustWrite(parts);
  const flow = migrateNodes(draft, parts.catalog);
  const node = flow.nodes.find((one) => one.id === change.nodeId);
  if (!node) throw new UserError('node-not-found', `There is no step with the id ${change.nodeId} in "${flow.name}".`);
  refuseWhileRunning(parts, flow);
  const memory = memoryOf(parts, node);
  const id = memoryNow(parts, flow);
  const kept = parts.folders.state(id);
  const position = keptValue(kept, node.id, POSITION) as SourcePosition | undefined;
  const from = memory ? ((await nextOf(parts, flow, node, position ?? null, folder)).position ?? undefined) : undefined;
  const next = changed(node, memory, position, change);
  const to = next === null ? undefined : ((await nextOf(parts, flow, node, next, folder)).position ?? undefined);
  const at = parts.clock.now();
  // Looking at files and databases takes its time: a run may have begun meanwhile.
  refuseWhileRunning(parts, flow);
  parts.store.write(() => {
    const move = { nodeId: node.id, at, action: change.action, who: whoIsThere() };
    parts.store.stepState.moved(id, { ...move, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
    if (next === null) parts.store.stepState.forget(id, node.id);
    if (next === null) dropState(kept, node.id);
    else putValue(kept, stagingOf(parts, id), node.id, POSITION, next);
  });
  return flowMemory(parts, draft, folder);
}

/** Under which name the flow remembers things in the environment of the moment. */
function memoryNow(parts: Pick<Parts, 'store' | 'catalog'>, flow: Flow): string {
  return memoryId(parts, flow, readEnvironment(parts.store.settings));
}

function refuseWhileRunning({ desk }: Parts, flow: Flow): void {
  if (desk.of(flow.id).length > 0)
    throw new UserError('flow-running', `A run of "${flow.name}" is going on or waiting.`, {
      hint: 'Wait until it is over, or cancel it: what it has read would be lost or doubled.',
    });
}

/** Whether a later run has read on from where this one began, so that what this one has read was read again. */
export function readAgainSince(parts: Pick<Parts, 'store'>, flowId: string, nodeId: string, startedAt: number): boolean {
  return parts.store.stepState.moves(flowId, 1000).some((move) => move.nodeId === nodeId && move.action === 'run' && move.at > startedAt);
}

/** A source's memory under its settings. */
export function memoryOf(parts: Pick<Parts, 'catalog'>, node: FlowNode): SourceMemory | null {
  const spec = parts.catalog.get(node.kind);
  const config = spec?.config.safeParse(node.config);
  return spec && config?.success ? (spec.remembers?.(config.data) ?? null) : null;
}

async function sourceStep(parts: Parts, flow: Flow, node: FlowNode, memory: SourceMemory, folder: string): Promise<StepMemory> {
  const position = (keptValue(parts.folders.state(memoryNow(parts, flow)), node.id, POSITION) as SourcePosition | undefined) ?? null;
  const base = { nodeId: node.id, name: node.name, by: memory.by };
  const named = memory.by === 'value' ? { field: memory.field, ...(memory.tie === '' ? {} : { tie: memory.tie }) } : {};
  const values = memory.by === 'value' && position ? { value: position['value'] ?? null, tieValue: position['tie'] ?? null } : {};
  try {
    const next = await nextOf(parts, flow, node, position, folder);
    return { ...base, ...named, ...values, position: next.position, next: next.sentence, ...(next.files ? { files: next.files } : {}) };
  } catch (error) {
    if (!(error instanceof SwivelError)) throw error;
    return { ...base, ...named, ...values, position: null, next: error.message };
  }
}

async function nextOf(parts: Parts, flow: Flow, node: FlowNode, position: SourcePosition | null, folder: string): Promise<NextReading> {
  const spec = parts.catalog.get(node.kind);
  const run = await loadRun(node.kind);
  if (run.role !== 'source' || !run.next || !spec) return { position: null, sentence: '' };
  return run.next(spec.config.parse(node.config), {
    position,
    startedAt: parts.clock.now(),
    zone: flow.settings.zone || parts.clock.zone,
    runId: 'next',
    flowName: flow.name,
    parameters: Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value])),
    resolvePath: (path) => absolutePath(folder, path),
  });
}

/** Where the source is to stand; null: at the beginning. */
function changed(node: FlowNode, memory: SourceMemory | null, position: SourcePosition | undefined, change: MemoryChange): SourcePosition | null {
  if (change.action === 'reset') return null;
  if (change.action === 'set') {
    if (memory?.by !== 'value')
      throw new UserError('no-watermark', `${node.name} has no watermark that could be moved.`, { hint: 'It can only be reset, or made to forget a file.' });
    if (change.value.trim() === '')
      throw new UserError('value-missing', `No position was given for ${node.name} is to stand.`, {
        hint: 'Give the largest value that counts as read. To read everything again, reset it.',
      });
    if (memory.tie !== '' && change.tie === undefined)
      throw new UserError('tie-missing', `${node.name} also needs a value for ${memory.tie}, which decides between rows with the same ${memory.field}.`, {
        hint: `Give the largest ${memory.tie} that counts as read.`,
      });
    const value = valueLike(position?.['value'], change.value, memory.field);
    return { value, tie: memory.tie === '' ? null : valueLike(position?.['tie'], change.tie ?? '', memory.tie) };
  }
  const files = readSeen(position);
  const left = files.filter((file) => file.path !== change.file && !file.path.endsWith(`/${change.file}`) && !file.path.endsWith(`\\${change.file}`));
  if (left.length === files.length)
    throw new UserError('file-not-known', `${node.name} has not read a file ${change.file}.`, { hint: 'Write its name as it is shown.' });
  return left.length === 0 ? null : { files: left };
}

/** A typed text as the kind of value that stood there; where nothing did, as a number if it is one. Throws a UserError for a text in the place of a number. */
function valueLike(before: Value | undefined, text: string, field: string): Value {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  // A database puts every text behind all numbers: nothing would ever be read again.
  if (!isNumber && (typeof before === 'number' || typeof before === 'bigint'))
    throw new UserError('not-a-number', `${field} holds numbers, and "${text}" is not one.`, { hint: 'Give the largest number that counts as read.' });
  if (typeof before === 'string' || !isNumber) return text;
  const number = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}

/** The last run wrote, but ended before it was noted what it had read. */
function doubtOf(parts: Parts, flow: Flow, changedAt: number): { doubt?: string } {
  const { runs } = parts.store.runList.page({ flowId: flow.id, limit: 20 });
  const id = memoryNow(parts, flow);
  const last = runs.find((run) => run.mode === 'run' && memoryId(parts, flow, run.environment) === id);
  if (!last || !['interrupted', 'failed'].includes(last.status) || (last.startedAt ?? 0) < changedAt) return {};
  if (!parts.store.knownEffects.hasBegun(last.runId)) return {};
  return {
    doubt: 'The last run had begun to write when it ended, so what it read does not count as read: the next run reads it again, and it may be written twice.',
  };
}

/** A folder where what is put into the memory of a flow waits, empty. */
export function stagingOf(parts: Pick<Parts, 'folders'>, flowId: string): string {
  const staging = join(parts.folders.spill(`move-${flowId}`), 'state');
  rmSync(staging, { recursive: true, force: true });
  return staging;
}
