// Carries a CSV file by ssh2-sftp-client alone and takes it apart by hand: `in` fetches it, splits its lines and cells, and writes them anew; `out` takes a local
// file apart, writes it anew, sends it under a temporary name and renames it. Called as: baseline-sftp.mjs <in|out> <settings.json> <remote> <local>.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import SftpClient from 'ssh2-sftp-client';

const [, , way = '', settings = '', remote = '', local = ''] = process.argv;
const { host, port, user, privateKey, passphrase } = JSON.parse(readFileSync(settings, 'utf8'));
const aside = `${local}.aside`;

function anew(from, to) {
  const rows = readFileSync(from, 'utf8')
    .split('\n')
    .map((line) => line.split(','));
  writeFileSync(to, rows.map((cells) => cells.join(',')).join('\n'));
  return rows.length;
}

const begun = performance.now();
const client = new SftpClient();
await client.connect({ host, port, username: user, privateKey, passphrase });
let rows = 0;
if (way === 'in') {
  await client.fastGet(remote, aside);
  rows = anew(aside, local);
} else {
  rows = anew(local, aside);
  await client.fastPut(aside, `${remote}.part`);
  await client.posixRename(`${remote}.part`, remote);
}
await client.end();
const ms = performance.now() - begun;
rmSync(aside, { force: true });
process.stdout.write(JSON.stringify({ ms, rows }));
