import { procedures } from './procedures.ts';
import { describeSnippet, listSnippets, removeSnippet, saveNextVersion, saveSnippet, snippetDetail } from './snippets/snippet-library.ts';
import { takeOverVersion, tryUpdate } from './snippets/snippet-update.ts';
import { linkedSteps } from './snippets/snippet-users.ts';

const done = { ok: true as const };

/** The library of snippets: code that flows share. */
export const snippets = {
  list: procedures.snippets.list.handler(({ context }) => listSnippets(context)),
  get: procedures.snippets.get.handler(({ context, input }) => snippetDetail(context, input.snippetId)),
  save: procedures.snippets.save.handler(({ context, input }) => saveSnippet(context, input)),
  saveVersion: procedures.snippets.saveVersion.handler(({ context, input }) => saveNextVersion(context, input)),
  describe: procedures.snippets.describe.handler(({ context, input }) => {
    describeSnippet(context, input);
    return done;
  }),
  remove: procedures.snippets.remove.handler(({ context, input }) => {
    removeSnippet(context, input.snippetId);
    return done;
  }),
  tryUpdate: procedures.snippets.tryUpdate.handler(({ context, input, signal }) => tryUpdate(context, input, signal)),
  takeOver: procedures.snippets.takeOver.handler(({ context, input }) => takeOverVersion(context, input)),
  ofFlow: procedures.snippets.ofFlow.handler(({ context, input }) => linkedSteps(context, input.flowId)),
};
