import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { AppOptions } from '../core/app/create-app.ts';
import packageFacts from '../package.json' with { type: 'json' };
import { EXIT } from './exit-codes.ts';
import { describeError, terminal } from './terminal.ts';

const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`a whole number from ${least} to ${most}.`);
  return value;
};
const pairs = (text: string, before: Record<string, string>) => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
};

const environmentOption = () =>
  new Option('--environment <which>', 'whose settings of connections are used; as the workspace is set when left out').choices(['production', 'test']);

/** What a command is typed into. */
interface Typing {
  readonly program: Command;
  /** A command; `--workspace` may stand before or behind its name. */
  command(usage: string): Command;
  does(work: () => Promise<number>): Promise<void>;
  workspace(): { workspace?: string };
  /** The thread of a run, started before all else was loaded. */
  readonly early: AppOptions['early'];
}

/** Each command's code is loaded only when it is called, and where a command is named, only its words are made ready: a run of ten records starts fast. */
const COMMANDS: Readonly<Record<string, (typing: Typing) => void>> = {
  run({ command, does, workspace, early }) {
    command('run <flow>')
      .description('run a flow: its name or id in the workspace, or a .swivel.json file')
      .option('--set <name=value>', 'set a parameter of the flow; may be repeated', pairs, {})
      .option('--no-write', 'rehearse: say what would be written, write nothing')
      .addOption(environmentOption())
      .option('--json', 'print the result as JSON')
      .action((flow: string, options) =>
        does(async () => {
          try {
            return await (await import('./commands/run.ts')).runCommand(flow, { ...workspace(), ...options, early }, terminal);
          } finally {
            await early?.end();
          }
        }),
      );
  },
  check({ command, does, workspace }) {
    command('check <flow>')
      .description('say everything that is wrong in a flow, without running it')
      .option('--json', 'print the problems as JSON')
      .action((flow: string, options) => does(async () => (await import('./commands/check.ts')).checkCommand(flow, { ...workspace(), ...options }, terminal)));
  },
  preview({ command, does, workspace }) {
    command('preview <flow>')
      .description('show the records that leave a step; writes nothing anywhere')
      .requiredOption('--node <id>', 'the step: its id or name')
      .option('--limit <n>', 'records taken from each source', whole(1, 100_000), 200)
      .option('--set <name=value>', 'set a parameter of the flow; may be repeated', pairs, {})
      .option('--json', 'print the records as NDJSON, then a summary')
      .action((flow: string, options) =>
        does(async () => (await import('./commands/preview.ts')).previewCommand(flow, { ...workspace(), ...options }, terminal)),
      );
  },
  peek({ command, does }) {
    command('peek <file>')
      .description('detect what a file is and print its records')
      .option('--format <format>', 'csv, tsv, json or ndjson; detected when left out')
      .option('--option <name=value>', 'an option of the reader, e.g. delimiter=;', pairs, {})
      .option('--limit <n>', 'records to print', whole(1, 1_000_000_000))
      .option('--json', 'print records as NDJSON, then a summary')
      .action((file: string, options) => does(async () => (await import('./commands/peek.ts')).peekCommand(file, options, terminal)));
  },
  runs({ command, does, workspace }) {
    command('runs')
      .description('list the newest runs')
      .option('--flow <flow>', 'only of this flow')
      .option('--search <words>', 'in flow names, errors, and keys of rejected, first and sampled records')
      .option('--limit <n>', 'how many', whole(1, 500), 20)
      .option('--json', 'one JSON object a line')
      .action((options) => does(async () => (await import('./commands/history.ts')).runsCommand({ ...workspace(), ...options }, terminal)));
  },
  show({ command, does, workspace }) {
    command('show <run>')
      .description('show a run ("last": the newest)')
      .option('--rejects', 'its rejected records and why')
      .option('--json', 'as JSON')
      .action((run: string, options) => does(async () => (await import('./commands/history.ts')).showCommand(run, { ...workspace(), ...options }, terminal)));
  },
  replay({ command, does, workspace }) {
    command('replay <run>')
      .description('run again from what was read then; says what will be written again')
      .option('--from <node>', 'start at this step (needs a run that kept every step)')
      .option('--rejected', 'only the rejected records that no replay has settled yet')
      .option('--keys <keys>', 'only the records with these keys: a,b,c or @file with one per line')
      .option('--key-fields <fields>', 'the fields the keys stand in; the first key field of the flow when left out')
      .option('--source <node>', 'the source the keys are looked for in; needed where several move records')
      .option('--allow-missing', 'go on when some of the keys are not found')
      .addOption(new Option('--version <which>', 'the flow as it was or as it is').choices(['then', 'now']).default('now'))
      .addOption(new Option('--unknown <what>', 'what becomes of writes of which nobody knows whether they happened').choices(['resend', 'skip']))
      .option('--plan', 'only say what would happen')
      .option('--yes', 'do it although something would be written a second time')
      .option('--json', 'as JSON')
      .action((run: string, options) => does(async () => (await import('./commands/replay.ts')).replayCommand(run, { ...workspace(), ...options }, terminal)));
  },
  watermark({ program, workspace, does }) {
    const watermark = program.command('watermark').description('where sources that read only what is new stand, and moving them by hand');
    const memory = (usage: string) => watermark.command(usage).option('--workspace <folder>', 'where flows and history are kept').option('--json', 'as JSON');

    memory('show <flow>')
      .description('where the sources stand, what the next run would read, and who moved them')
      .action((flow: string, options) =>
        does(async () => (await import('./commands/watermark.ts')).showWatermarks(flow, { ...workspace(), ...options }, terminal)),
      );

    memory('set <flow>')
      .description('let a source stand at a value: what is beyond it is read next')
      .option('--node <id>', 'the source: its id or name; needed where several remember something')
      .requiredOption('--value <value>', 'the largest value that counts as read')
      .option('--tie <value>', 'the same for the tie-break column')
      .action((flow: string, options) =>
        does(async () => (await import('./commands/watermark.ts')).moveWatermark(flow, 'set', { ...workspace(), ...options }, terminal)),
      );

    memory('reset <flow>')
      .description('let a step forget what it remembers: the next run reads everything')
      .option('--node <id>', 'the step: its id or name; needed where several remember something')
      .option('--forget <file>', 'forget only this file, so that it is read again')
      .action((flow: string, options) =>
        does(async () => (await import('./commands/watermark.ts')).moveWatermark(flow, 'reset', { ...workspace(), ...options }, terminal)),
      );
  },
  alerts({ command, does, workspace }) {
    command('alerts <action> [alert]')
      .description('what needs somebody: list it, or acknowledge one')
      .option('--all', 'also what is over')
      .option('--note <text>', 'kept with the acknowledgement')
      .option('--json', 'as JSON')
      .action((action: string, alert: string | undefined, options) =>
        does(async () => (await import('./commands/alerts.ts')).alertsCommand(action, alert, { ...workspace(), ...options }, terminal)),
      );
  },
  effects({ command, does, workspace }) {
    command('effects <action> <run>')
      .description('writes of a run of which nobody knows whether they happened: list them, or say that a replay shall resend or skip them')
      .option('--step <step>', 'only those of this step: its id or name')
      .option('--json', 'as JSON')
      .action((action: string, run: string, options) =>
        does(async () => (await import('./commands/effects.ts')).effectsCommand(action, run, { ...workspace(), ...options }, terminal)),
      );
  },
  import({ command, does, workspace }) {
    command('import <file>')
      .description('take a .swivel.json file into the workspace; prints its id')
      .action((file: string, options) =>
        does(async () => (await import('./commands/transfer.ts')).importCommand(file, { ...workspace(), ...options }, terminal)),
      );
  },
  export({ command, does, workspace }) {
    command('export <flow>')
      .description('write a flow as a .swivel.json document')
      .option('-o, --output <file>', 'write to this file instead of printing')
      .action((flow: string, options) =>
        does(async () => (await import('./commands/transfer.ts')).exportCommand(flow, { ...workspace(), ...options }, terminal)),
      );
  },
  connections({ program, workspace, does }) {
    const connections = program.command('connections').description('outside systems: what they lack, tests, secrets, and settings for another workspace');
    const one = (usage: string) => connections.command(usage).option('--workspace <folder>', 'where flows and history are kept');
    const work = () => import('./commands/connections.ts');

    one('list')
      .description('what there is, where it leads, and what it lacks')
      .option('--json', 'one JSON object a line')
      .action((options) => does(async () => (await work()).listCommand({ ...workspace(), ...options }, terminal)));
    one('test <name>')
      .description('look at everything that could be wrong, part by part')
      .addOption(environmentOption())
      .option('--json', 'one JSON object a line')
      .action((name: string, options) => does(async () => (await work()).testCommand(name, { ...workspace(), ...options }, terminal)));
    one('set-secret <name> <secret>')
      .description('keep a secret that comes on the standard input, e.g. its password')
      .addOption(environmentOption())
      .action((name: string, secret: string, options) =>
        does(async () => (await work()).setSecretCommand(name, secret, { ...workspace(), ...options }, terminal)),
      );
    one('export')
      .description('print the settings of all connections, without secrets')
      .option('-o, --output <file>', 'write to this file instead of printing')
      .action((options) => does(async () => (await work()).exportCommand({ ...workspace(), ...options }, terminal)));
    one('import <file>')
      .description('take such settings in; secrets stay as they are')
      .action((file: string, options) => does(async () => (await work()).importCommand(file, { ...workspace(), ...options }, terminal)));
  },
  vault({ command, does, workspace }) {
    command('vault')
      .description('where the key to the secrets of connections is, and whether it can be used')
      .option('--keep-in-file', 'put the key that is at hand into the key file as well, so that it is found without the desktop or SWIVEL_VAULT_KEY')
      .option('--json', 'as JSON')
      .action((options) => does(async () => (await import('./commands/connections.ts')).vaultCommand({ ...workspace(), ...options }, terminal)));
  },
  restore({ command, does, workspace }) {
    command('restore')
      .description('list backups of the workspace, or put one in the place of its database')
      .option('--list', 'list the backups, newest first')
      .option('--from <name>', 'the backup to restore: its name, or "newest"')
      .option('--resume', 'let schedules go on after a restore')
      .option('--json', 'as JSON')
      .action((options) => does(async () => (await import('./commands/restore.ts')).restoreCommand({ ...workspace(), ...options }, terminal)));
  },
  serve({ command, does, workspace }) {
    command('serve')
      .description('serve the app on localhost, until stopped')
      .option('--port <n>', 'port to listen on; any free one when left out', whole(0, 65_535), 0)
      .option('--open', 'open it in a browser window')
      .option('--drain <seconds>', 'how long runs that are going on may take to finish when it is stopped', whole(0, 86_400), 30)
      .action((options) => does(async () => (await import('./commands/serve.ts')).serveCommand({ ...workspace(), ...options }, terminal)));
  },
};

/** Does what was typed and sets the exit code. */
export async function main(argv: readonly string[], early: AppOptions['early']): Promise<void> {
  const program = new Command('swivel')
    .description('Moves data between systems, and can prove what happened to every record.')
    .version(packageFacts.version)
    .exitOverride()
    // A command's own options are its own: `replay --version then` does not ask for the version of the program.
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: true })
    .option('--workspace <folder>', 'where flows and history are kept')
    .addHelpText('after', '\nExit codes: 0 succeeded, 1 failed, 2 bad usage, refused, or not agreed to, 3 succeeded with rejects.');

  // Whoever reads our output may stop reading (`| head`): that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.succeeded);
    throw error;
  });

  let exitCode: number = EXIT.succeeded;
  const typing: Typing = {
    program,
    command: (usage) => program.command(usage).option('--workspace <folder>', 'where flows and history are kept'),
    does: async (work) => {
      exitCode = await work();
    },
    workspace: () => program.opts<{ workspace?: string }>(),
    early,
  };
  const [, , first = ''] = argv;
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  for (const add of named ? [named] : Object.values(COMMANDS)) add(typing);

  try {
    await program.parseAsync(argv);
    process.exitCode = exitCode;
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.succeeded : EXIT.refused;
    else {
      const report = (await import('./reported.ts')).reported(error);
      terminal.err(describeError(report, terminal));
      if (report.class === 'defect' && report.details) terminal.err(`${report.details}\n`);
      process.exitCode = report.class === 'user' ? EXIT.refused : EXIT.failed;
    }
  }
}
