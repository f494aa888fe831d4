import type { Figure } from './figure.ts';
import { databasesBench } from './systems-databases.ts';
import { sftpBench } from './systems-sftp.ts';

/** Outside systems, each in and out, beside the bare driver doing the same. */
export async function systemsBench(): Promise<Figure[]> {
  return [...(await databasesBench()), ...(await sftpBench())];
}
