/** Who may import whom, as a table that is checked. The graph comes from Vite's own parser, so it knows type-only, dynamic and re-exports. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';

/** One import as written, with whether it only brings types. */
export interface Use {
  spec: string;
  typeOnly: boolean;
}

interface Zone {
  /** What the zone's files look like. */
  match: RegExp;
  /** Which of our own files it may import, beside itself. */
  own: RegExp;
  /** Which it may import for types only. */
  types?: RegExp;
  packages: RegExp;
}

const NODE = 'node:[a-z0-9_/]+';
const pure = (packages = '(?!)') => new RegExp(`^(zod|${packages})$`);
const node = (packages = '(?!)') => new RegExp(`^(zod|${NODE}|${packages})$`);

/** First match wins. An island (a node kind, a connection kind, a feature panel) is one folder; its own files are always allowed. */
export const ZONES: readonly Zone[] = [
  { match: /^core\/base\//, own: /^(?!)/, packages: pure('luxon') },
  { match: /^core\/flow\//, own: /^core\/base\//, packages: pure() },
  { match: /^core\/catalog\//, own: /^core\/(base|flow)\//, packages: pure() },
  { match: /^core\/alerts\//, own: /^core\/base\//, packages: pure('luxon') },
  { match: /^core\/data\//, own: /^core\/base\//, packages: node() },
  {
    match: /^core\/formats\//,
    own: /^core\/(base|data)\//,
    types: /^core\/catalog\/families\/file-place\.ts$/,
    packages: node('iconv-lite|chardet|luxon'),
  },
  { match: /^core\/spill\//, own: /^core\/(base|data|formats)\//, packages: node() },
  { match: /^core\/formula\//, own: /^core\/(base|data)\//, packages: pure('chevrotain|@formulajs/formulajs|luxon|decimal\\.js') },
  { match: /^core\/snippet\//, own: /^core\/(base|data)\//, packages: node('quickjs-emscripten-core|@jitl/quickjs-wasmfile-release-sync') },
  { match: /^core\/nodes\/(index|runs)\.ts$/, own: /^core\/(catalog|engine\/node-door\.ts|nodes\/[^/]+\/(spec|run)\.ts)/, packages: pure() },
  { match: /^core\/nodes\/testing\//, own: /^core\/(base|data|flow|catalog|engine|nodes)\//, packages: node() },
  { match: /^core\/nodes\/[^/]+\/(spec|migrate|[a-z-]*config)\.ts$/, own: /^core\/(base|flow|catalog)\//, packages: pure('croner|cronstrue.*') },
  {
    match: /^core\/nodes\/sqlite-(query|table)\//,
    own: /^core\/(base|flow|catalog|data|formats|formula|snippet|engine\/node-door\.ts)/,
    packages: node('better-sqlite3'),
  },
  {
    match: /^core\/nodes\/validate-rows\//,
    own: /^core\/(base|flow|catalog|data|formats|spill|formula|engine\/node-door\.ts)/,
    packages: node('ajv|ajv/dist/2020\\.js|ajv-formats'),
  },
  {
    match: /^core\/nodes\/[^/]+\//,
    own: /^core\/(base|flow|catalog|data|formats|spill|formula|snippet|engine\/node-door\.ts)/,
    packages: node('luxon|decimal\\.js'),
  },
  { match: /^core\/connections\/(index|runs)\.ts$/, own: /^core\/(catalog|connections\/[^/]+\/(spec|run)\.ts)/, packages: pure() },
  { match: /^core\/connections\/[^/]+\/(spec|migrate|[a-z-]*config)\.ts$/, own: /^core\/(base|catalog)\//, packages: pure() },
  { match: /^core\/connections\/(postgres|mysql)\//, own: /^core\/(base|catalog|sql|wire)\//, packages: node('pg|pg-copy-streams|mysql2') },
  { match: /^core\/connections\/[^/]+\//, own: /^core\/(base|catalog|wire)\//, packages: node('.*') },
  { match: /^core\/wire\//, own: /^core\/(base|catalog)\//, packages: node() },
  { match: /^core\/sql\//, own: /^core\/(base|catalog)\//, packages: pure('node:crypto') },
  { match: /^core\/vault\//, own: /^core\/base\//, packages: node('age-encryption') },
  { match: /^core\/engine\//, own: /^core\/(base|data|flow|catalog|formula|snippet|formats)\//, packages: node() },
  { match: /^core\/store\//, own: /^core\/(base|flow)\//, packages: node('better-sqlite3') },
  { match: /^core\/triggers\//, own: /^core\/(base|flow|catalog|engine|store)\//, packages: node('croner|cronstrue.*|luxon') },
  { match: /^core\/api\//, own: /^core\/(base|flow|catalog|alerts)\//, packages: pure('@orpc/contract') },
  { match: /^core\/app\//, own: /^core\//, packages: node('@orpc/.*|better-sqlite3') },
  { match: /^electron\//, own: /^core\/(app|api|base)\/|^renderer\/i18n\/i18n\.ts$/, packages: node('electron|@orpc/(server|contract).*') },
  {
    match: /^headless\//,
    own: /^(core\/(app|api|base)\/|renderer\/i18n\/i18n\.ts$|package\.json$)/,
    packages: node('ws|commander|@orpc/(server|contract).*|env-paths'),
  },
  { match: /^renderer\/i18n\//, own: /^(?!)/, packages: /^i18next$/ },
  {
    match: /^renderer\/ui\//,
    own: /^(core\/(base|flow|catalog|formula)|renderer\/i18n)\//,
    packages: /^(react|react-dom.*|@xyflow\/.*|@mantine\/.*|@tabler\/.*|@tanstack\/.*|monaco-editor.*|@fontsource.*|zod|.*\.css)$/,
  },
  {
    match: /^renderer\//,
    own: /^(core\/(base|flow|catalog|formula|api|alerts)\/|core\/(nodes|connections)\/index\.ts|core\/(nodes|connections)\/[^/]+\/docs(\.de)?\.md|renderer\/)/,
    packages:
      /^(react|react-dom.*|@xyflow\/.*|@mantine\/.*|@tabler\/.*|@tanstack\/.*|zustand.*|immer|monaco-editor.*|@orpc\/(client|contract).*|@dagrejs\/dagre|react-markdown|@fontsource.*|zod|.*\.css)$/,
  },
  {
    match: /^bench\//,
    own: /^(core|headless|scripts)\//,
    packages: node('vite|better-sqlite3|csv-parse/sync|jsonata|@duckdb/node-api|@playwright/test|@orpc/server/ws|pg|mysql2/promise'),
  },
  { match: /^faults\//, own: /^(core|headless)\/|^vite\.main\.config\.ts$/, packages: node('vite|better-sqlite3') },
  {
    match: /^(scripts|vite\.|vitest\.|playwright\.)/,
    own: /^(core|electron|headless|scripts|renderer\/i18n)\//,
    packages: node('vite|vitest.*|@vitejs/.*|@playwright/test|iconv-lite'),
  },
];

/** Islands: a folder of one may not import from another of the same family. */
const ISLANDS = [/^core\/nodes\/(?!testing)([^/]+)\//, /^core\/connections\/([^/]+)\//, /^renderer\/features\/([^/]+)\//];
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || /(^|\/)testing\//.test(file);

/** Every import in a source text. */
export function importsOf(file: string, source: string): Use[] {
  const { module } = parseSync(file, source);
  return [
    ...module.staticImports.map((one) => ({ spec: one.moduleRequest.value, typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType) })),
    ...module.staticExports
      .flatMap((one) => one.entries)
      .flatMap((entry) => (entry.moduleRequest ? [{ spec: entry.moduleRequest.value, typeOnly: entry.isType }] : [])),
    ...module.dynamicImports.map((one) => ({ spec: source.slice(one.moduleRequest.start + 1, one.moduleRequest.end - 1), typeOnly: false })),
  ];
}

/** Breaches of the table in one file, a sentence each. Tests may import anything; nothing may import a test. */
export function breachesOf(root: string, file: string, source: string): string[] {
  if (isTest(file)) return [];
  const zone = ZONES.find((one) => one.match.test(file));
  if (!zone) return [`${file}: no rule says what it may import`];
  return importsOf(file, source).flatMap(({ spec, typeOnly }) => {
    const bare = spec.split('?')[0] ?? spec;
    if (!bare.startsWith('.')) return zone.packages.test(bare) ? [] : [`${file} imports the package ${bare}`];
    const target = relative(root, join(root, dirname(file), bare)).replaceAll('\\', '/');
    if (!existsSync(join(root, target))) return [`${file} imports ${bare}, which is not there`];
    // A bench measures against the servers of the tests.
    if (isTest(target) && !(/^(bench|faults)\//.test(file) && /\/testing\//.test(target))) return [`${file} imports the test ${target}`];
    const island = ISLANDS.find((one) => one.test(file) && one.test(target));
    if (island && island.exec(file)?.[1] !== island.exec(target)?.[1]) return [`${file} imports ${target}: islands do not know each other`];
    if (island || sameZone(file, target, zone) || zone.own.test(target) || (typeOnly && zone.types?.test(target))) return [];
    return [`${file} imports ${target}${typeOnly ? ' (types)' : ''}`];
  });
}

function sameZone(file: string, target: string, zone: Zone): boolean {
  if (/^core\/nodes\//.test(file)) return dirname(file) === dirname(target) && (zone.match.test(target) || !/\/(spec|migrate)\.ts$/.test(file));
  return zone.match.test(target) && !/^renderer\/features\//.test(file);
}
