import type { TriggerRow } from '../api/trigger-models.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { procedures } from './procedures.ts';
import { setTriggerSecret } from './triggers/trigger-secrets.ts';
import { readSettings } from './workspace/workspace-settings.ts';

/** All triggers of live flows, those in trouble first, then by what is due next. */
function listTriggers(parts: Parts): TriggerRow[] {
  const { store, catalog } = parts;
  const rows = parts.triggers.health().map((health): TriggerRow => {
    const { flowId, nodeId, version, environment, settings } = health.trigger;
    const node = store.flows.document(flowId, version).nodes.find(({ id }) => id === nodeId);
    const spec = catalog.get(node?.kind ?? '');
    const config = spec?.config.safeParse(node?.config);
    return {
      flowId,
      flowName: store.flows.find(flowId)?.name ?? flowId,
      nodeId,
      nodeName: node?.name || (spec?.title ?? nodeId),
      kind: node?.kind ?? '',
      summary: spec && config?.success ? spec.summary(config.data) : '',
      config: node?.config,
      version,
      environment,
      on: settings.on,
      state: health.state,
      trouble: health.trouble,
      since: health.since,
      place: health.place ?? null,
      connection: settings.on === 'files' && settings.connection !== '' ? (store.connections.find(settings.connection)?.name ?? settings.connection) : null,
      notes: health.notes ?? [],
      lastLook: health.lastLook,
      next: settings.on === 'files' ? null : health.next,
      ...store.inbox.counts(flowId, nodeId),
    };
  });
  const ill = ({ state }: TriggerRow) => (state === 'trouble' || state === 'silent' ? 0 : 1);
  return rows.sort((a, b) => ill(a) - ill(b) || (a.next ?? Number.MAX_VALUE) - (b.next ?? Number.MAX_VALUE) || (a.flowName < b.flowName ? -1 : 1));
}

/** Triggers of live flows, what they have received, and what requests prove themselves with. */
export const triggers = {
  list: procedures.triggers.list.handler(({ context }) => listTriggers(context)),
  received: procedures.triggers.received.handler(({ context, input }) => context.store.inbox.page(input.flowId, input.nodeId, input.limit)),
  again: procedures.triggers.again.handler(({ context, input }) => {
    mustWrite(context);
    const count = context.store.inbox.again(input.flowId, input.nodeId);
    context.triggers.dispatcher.look();
    context.news.stateChanged();
    return { count };
  }),
  look: procedures.triggers.look.handler(({ context }) => {
    context.triggers.look();
    return { ok: true as const };
  }),
  secret: procedures.triggers.secret.handler(({ context, input }) => ({
    changedAt: context.store.triggerSecrets.find(input.flowId, input.nodeId)?.changedAt ?? null,
  })),
  setSecret: procedures.triggers.setSecret.handler(async ({ context, input }) => {
    await setTriggerSecret(context, input.flowId, input.nodeId, input.secret);
    return { ok: true as const };
  }),
  address: procedures.triggers.address.handler(({ context, input }) => {
    mustFindFlow(context.store, input.flowId);
    const { webhookPort: port, webhookOpen: open } = readSettings(context.store.settings);
    const path = input.path.trim().replace(/^\/+|\/+$/g, '');
    const other = context.store.triggers.watching('requests', path).find(({ flowId }) => flowId !== input.flowId);
    const takenBy = other ? (context.store.flows.find(other.flowId)?.name ?? other.flowId) : null;
    return { url: `${context.triggers.webhooks.address({ port, open })}/${path}`, open, listening: context.triggers.webhooks.url !== null, takenBy };
  }),
};
