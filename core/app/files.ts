import { browseFolder } from './browse-folder.ts';
import { procedures } from './procedures.ts';

/** Folders of this machine, for those who have no native dialog. */
export const files = {
  browse: procedures.files.browse.handler(({ context, input }) => {
    const start = input.flowId === undefined ? context.folders.root : context.folders.flow(input.flowId);
    return browseFolder(start, input.folder, input.extensions);
  }),
};
