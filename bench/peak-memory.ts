import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Most memory this process has held so far, in MiB. Where the system tells, of this program alone: what `resourceUsage` says begins with what the parent
 * held when it started the process.
 */
export function peakMb(): number {
  const told = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return (told ? Number(told[1]) : process.resourceUsage().maxRSS) / 1024;
}
