import type { PreviewJob } from '../../engine/run-job.ts';
import type { RunHost } from '../../engine/threads/run-host.ts';
import type { ConnectionDesk } from './connection-desk.ts';

/** The same host, whose previews are given the connections their flow uses, in the environment of the moment, and whose workers load what speaks to them. */
export function connectedHost(host: RunHost, desk: ConnectionDesk): RunHost {
  return {
    ...host,
    prepare: (flow) => host.prepare(flow, desk.kindsOf(flow)),
    preview(job, listener, signal) {
      const preview = (connections: NonNullable<PreviewJob['connections']>) =>
        host.preview(connections.length === 0 ? job : { ...job, connections }, listener, signal);
      const connections = job.connections ?? desk.forFlow(job.flow, desk.environment);
      return connections instanceof Promise ? connections.then(preview) : preview(connections);
    },
  };
}
