import { namesFlowFile, readFlowFile } from '../../core/app/flows/flow-file.ts';
import { problemsOfFile } from '../../core/app/flows/flow-file-problems.ts';
import { systemClock } from '../../core/app/system-clock.ts';
import { EXIT } from '../exit-codes.ts';
import { findFlow } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import { paint, type Terminal } from '../terminal.ts';

/** `swivel check`: everything that is wrong or doubtful in a flow, without running it. 1 when something keeps it from running. */
export async function checkCommand(word: string, options: { workspace?: string; json?: boolean }, to: Terminal): Promise<number> {
  const { name, nodes, problems } = namesFlowFile(word) ? ofFile(word) : await ofWorkspace(word, options.workspace);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (options.json) to.out(`${JSON.stringify({ flow: name, runnable: errors === 0, problems })}\n`);
  else {
    for (const { severity, node, message, hint } of problems) {
      const where = nodes.get(node ?? '');
      to.out(
        `${severity === 'error' ? paint('red', 'error  ', to) : paint('yellow', 'warning', to)}  ${where && !message.includes(where) ? `${where}: ` : ''}${message}${hint ? ` ${hint}` : ''}\n`,
      );
    }
    to.out(
      errors === 0 ? `"${name}" can run${problems.length > 0 ? `; ${problems.length} to look at` : ''}.\n` : `"${name}" cannot run yet: ${errors} to mend.\n`,
    );
  }
  return errors === 0 ? EXIT.succeeded : EXIT.failed;
}

function ofFile(word: string) {
  const file = readFlowFile(word);
  return { name: file.flow.name, nodes: namesOf(file.flow.nodes), problems: problemsOfFile(file, systemClock().now()) };
}

function ofWorkspace(word: string, workspace: string | undefined) {
  return withClient({ workspace, readOnly: true }, async (client) => {
    const flowId = await findFlow(client, word);
    const { flow } = await client.flows.get({ flowId });
    const { problems } = await client.design.inspect({ flowId, flow });
    return { name: flow.name, nodes: namesOf(flow.nodes), problems };
  });
}

const namesOf = (nodes: readonly { id: string; name: string }[]) => new Map(nodes.map(({ id, name }) => [id, name]));
