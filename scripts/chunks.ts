import type { Rolldown } from 'vite';

/** What the thread of a run loads. */
const WORKER = /core\/(app\/serve-worker|nodes\/[^/]+\/run)\.ts$/;

/**
 * Into which files the built program goes. Loading a file costs a short command about as much as the code in it, so what is loaded together lies together:
 * each file holds what its roots import (never by `import()`) and no earlier file has.
 */
const FILES: readonly { readonly name: string; readonly roots: RegExp; readonly sharedWith?: RegExp }[] = [
  // What stands before the thread of a run is started.
  { name: 'start', roots: /headless\/cli\.ts$/ },
  { name: 'schemas', roots: /node_modules\/zod\/v4\/core\/core\.js$/ },
  { name: 'plain', roots: /headless\/program\.ts$/, sharedWith: WORKER },
  { name: 'words', roots: /headless\/program\.ts$/ },
  { name: 'basis', roots: /core\/app\/create-app\.ts$/, sharedWith: WORKER },
  { name: 'app', roots: /core\/app\/create-app\.ts$/ },
  { name: 'command', roots: /headless\/commands\/run\.ts$/ },
  { name: 'engine', roots: /core\/app\/serve-worker\.ts$/ },
  // Not the steps that bring a program of somebody else along.
  { name: 'steps', roots: /core\/nodes\/(?!sqlite-|code-snippet)[^/]+\/run\.ts$/ },
];

type Graph = Pick<Rolldown.PluginContext, 'getModuleIds' | 'getModuleInfo'>;

/** A plugin that finds out which module belongs to which file, and the setting of the output that puts it there. */
export function chunks(): { plugin: Rolldown.Plugin; codeSplitting: Rolldown.CodeSplittingOptions } {
  let files = new Map<string, string>();
  return {
    plugin: {
      name: 'chunks',
      buildEnd() {
        files = filesOf(this);
      },
    },
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: 'loaded together', name: (id: string) => files.get(id) ?? null }] },
  };
}

function filesOf(graph: Graph): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name, roots, sharedWith } of FILES) {
    const shared = sharedWith && closureOf(graph, sharedWith);
    for (const id of closureOf(graph, roots)) if (!files.has(id) && !graph.getModuleInfo(id)?.isEntry && (!shared || shared.has(id))) files.set(id, name);
  }
  return files;
}

function closureOf(graph: Graph, roots: RegExp): Set<string> {
  const found = new Set<string>();
  const next = [...graph.getModuleIds()].filter((id) => roots.test(id.replaceAll('\\', '/')));
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    next.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
