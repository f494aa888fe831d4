import { create } from 'zustand';
import type { ToPublish } from '../../core/api/flow-models.ts';
import type { Environment } from '../../core/base/environment.ts';
import { api } from '../api/client.ts';

/** A flow that is about to be published, while somebody is asked what its runs are to reach. */
export interface Publishing {
  flowId: string;
  name: string;
  facts: ToPublish;
  answer(environment: Environment | null): void;
}

export const usePublishing = create<{ asked: Publishing | null }>()(() => ({ asked: null }));

/**
 * Which environment a flow is to be published for; asked only where it makes a difference, of a flow that uses connections. Null: it is not to be published.
 * Throws when the flow could not be asked about.
 */
export async function environmentToPublish(flowId: string, name: string): Promise<Environment | null> {
  const facts = await api.flows.toPublish({ flowId });
  if (facts.connections.length === 0) return facts.environment;
  usePublishing.getState().asked?.answer(null);
  return new Promise((resolve) => {
    const answer = (environment: Environment | null) => {
      usePublishing.setState({ asked: null });
      resolve(environment);
    };
    usePublishing.setState({ asked: { flowId, name, facts, answer } });
  });
}
