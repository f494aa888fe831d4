import { rmSync } from 'node:fs';
import { type ErrorReport, toErrorReport } from '../../base/errors.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { type Cancel, createCancel } from '../cancel.ts';
import type { EngineDeps } from '../engine-deps.ts';
import type { PreviewJob } from '../run-job.ts';
import type { PreviewedStep, PreviewHappening } from '../threads/messages.ts';
import { PreviewCache, type StepResult } from './preview-cache.ts';
import { previewKey } from './preview-key.ts';
import { lookAt, type PreviewLook, type PreviewSeen } from './preview-look.ts';
import { previewSetup } from './preview-setup.ts';
import { sourceIsFresh } from './preview-source.ts';
import { previewStep } from './preview-step.ts';
import { nodesToShow } from './preview-way.ts';

/**
 * Shows the data at every step of a flow while it is designed. Keeps what each step gave; after an edit only the changed step and those behind it are
 * worked out again, and sources when what they read has changed. Nothing is ever written: targets say what they would do.
 */
export class Previewer {
  readonly #deps: EngineDeps;
  readonly #cache = new PreviewCache();
  #looks = 0;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  forget(flowId: string): void {
    this.#cache.forget(flowId);
  }

  /** More of what was kept of a step; null when it is another by now. */
  look(look: PreviewLook): PreviewSeen | null {
    return lookAt(look, (nodeId) => this.#cache.get(look.flowId, nodeId));
  }

  /** Tells every step as soon as it is done, then `finished`. One preview at a time. */
  async preview(job: PreviewJob, tell: (event: PreviewHappening) => void, cancel: Cancel = createCancel()): Promise<void> {
    const { clock } = this.#deps;
    const begun = clock.monotonic();
    let failed: { error: ErrorReport; nodeId?: string } | null = null;
    try {
      const flow = migrateNodes(job.flow, this.#deps.catalog);
      const nodes = nodesToShow(flow, job.nodeId, job.given ?? {}, (kind) => this.#deps.catalog.get(kind)?.role);
      tell({ kind: 'started', nodes: nodes.map((node) => node.id), at: clock.now() });
      const results = new Map<string, StepResult>();
      const setup = previewSetup(flow, this.#deps.catalog, job);
      const sourceIds = this.#cache.numbersOf(job.flowId, setup.ids);
      for (const node of nodes) {
        if (cancel.raised()) throw cancel.signal.reason;
        const { result, step } = await this.#show(job, node, results, { ...setup, sourceIds }, cancel);
        results.set(node.id, result);
        if (step.facts.error && !failed) failed = { error: step.facts.error, nodeId: node.id };
        tell({ kind: 'step', nodeId: node.id, step });
      }
      this.#cache.keepOnly(
        job.flowId,
        flow.nodes.map((node) => node.id),
      );
    } catch (error) {
      failed = { error: toErrorReport(error) };
    } finally {
      rmSync(job.folders.spill, { recursive: true, force: true });
    }
    tell({ kind: 'finished', ms: Math.round((clock.monotonic() - begun) * 10) / 10, ...failed });
  }

  async #show(
    job: PreviewJob,
    node: FlowNode,
    results: ReadonlyMap<string, StepResult>,
    setup: ReturnType<typeof previewSetup> & { readonly sourceIds: readonly string[] },
    cancel: Cancel,
  ): Promise<{ result: StepResult; step: PreviewedStep }> {
    const spec = this.#deps.catalog.get(node.kind);
    const given = job.given?.[node.id];
    const inputs = given ? { waiting: false, ports: [] } : setup.inputsOf(node, results);
    if (inputs.waiting) return waiting(node, spec?.title ?? node.kind);
    const reading = setup.readingOf(node);
    const key = previewKey(node, inputs, job, reading);
    const { sourceIds } = setup;
    const kept = this.#cache.get(job.flowId, node.id);
    const cached = kept?.sourceIds === sourceIds ? kept : undefined;
    if (cached && cached.key === key && (given || spec?.role !== 'source' || (!job.fresh && sourceIsFresh(cached, job.folders.flow, this.#deps.clock))))
      return { result: cached, step: { ...cached.step, reused: true } };
    const result = await previewStep({ job, node, spec, inputs, reading, index: sourceIds.indexOf(node.id), sourceIds, key, deps: this.#deps, cancel });
    const same = cached?.outputKey === result.outputKey && cached.key === key;
    const look = (same ? cached.step.look : undefined) ?? ++this.#looks;
    const step = { ...result.step, look };
    const now = same ? { ...cached, at: result.at, readings: result.readings } : { ...result, step };
    if (step.facts.status === 'failed') return { result: now, step: result.step };
    this.#cache.put(job.flowId, node.id, now);
    return { result: now, step };
  }
}

/** A step that cannot be shown because one before it cannot. */
function waiting(node: FlowNode, title: string): { result: StepResult; step: PreviewedStep } {
  const counts = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
  const step: PreviewedStep = {
    facts: { nodeId: node.id, name: node.name || title, kind: node.kind, status: 'waiting', counts, ports: {}, ms: 0 },
    arrived: {},
    left: {},
    reused: false,
  };
  return { result: { key: '', outputKey: '', at: 0, readings: [], isSample: false, outputs: new Map(), arrived: new Map(), sourceIds: [], step }, step };
}
