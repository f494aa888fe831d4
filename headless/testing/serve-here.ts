import { serveCommand } from '../commands/serve.ts';
import { terminal } from '../terminal.ts';

// Started as a process of its own, which the test stops: `node serve-here.ts <workspace> <folder of pages> <drain>`.
const [workspace = '', pages = '', drain = '30'] = process.argv.slice(2);
process.exitCode = await serveCommand({ workspace, port: 0, drain: Number(drain) }, terminal, pages);
