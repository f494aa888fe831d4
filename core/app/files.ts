import { browseFolder, makeFolder } from './flows/browse-folder.ts';
import type { Parts } from './parts.ts';
import { procedures } from './procedures.ts';

/** Where relative folders start: at the flow's own, without a flow at the workspace. */
function startOf({ folders }: Parts, flowId: string | undefined): string {
  return flowId === undefined ? folders.root : folders.flow(flowId);
}

/** Folders of this machine, for those who have no native dialog. */
export const files = {
  browse: procedures.files.browse.handler(({ context, input: { flowId, ...request } }) => browseFolder(startOf(context, flowId), request)),
  makeFolder: procedures.files.makeFolder.handler(async ({ context, input: { flowId, folder, name } }) => ({
    path: await makeFolder(startOf(context, flowId), folder, name),
  })),
};
