/**
 * The lockfile must serve every platform and name no host. npm leaves an optional package out, without a word, when the registry at hand lacks that
 * version; `npm ci` then refuses the lockfile everywhere. Exits 1 with a line per fault.
 */
import { readFileSync } from 'node:fs';

interface LockedPackage {
  resolved?: string;
  integrity?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** Faults of a parsed package-lock.json, one sentence each. */
export function faultsOfLock(packages: Readonly<Record<string, LockedPackage>>): string[] {
  const faults: string[] = [];
  for (const [path, locked] of Object.entries(packages)) {
    if (locked.resolved) faults.push(`${path}: names the address it came from`);
    if (path !== '' && !locked.link && !locked.integrity) faults.push(`${path}: has no integrity`);
    for (const name of Object.keys(locked.optionalDependencies ?? {}))
      if (!isLocked(packages, path, name)) faults.push(`${path || 'the project'}: the optional package ${name} is missing`);
  }
  return faults;
}

/** Node's own look-up: the package's node_modules, then those of the folders above it. */
function isLocked(packages: Readonly<Record<string, LockedPackage>>, from: string, name: string): boolean {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`]) return true;
    if (base === '') return false;
  }
}

if (import.meta.main) {
  const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> };
  const faults = faultsOfLock(packages);
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
  }
  console.log(`The lockfile is sound: ${Object.keys(packages).length - 1} packages.`);
}
