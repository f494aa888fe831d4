import type { ImportContents } from '../../api/connection-models.ts';
import { snippetIn } from '../../catalog/snippet-content.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { formFields, pathsOf, settingAt } from '../drafts/node-paths.ts';
import type { Parts } from '../parts.ts';

type Found = Pick<ImportContents, 'paths' | 'code' | 'unknownKinds'> & { addresses: string[] };

/** What a flow reaches for beside its connections: paths, addresses written in its settings, code. Kinds that are not known are named, and their texts looked at. */
export function flowContents(flow: Flow, catalog: Parts['catalog']): Found {
  const { nodes } = flow;
  return {
    paths: eachOnce([
      ...pathsOf(flow, catalog).map(({ node, path, access }) => ({ nodeId: node.id, nodeName: node.name, path, access })),
      ...nodes.flatMap((node) => foldersIn(node, catalog)),
    ]),
    addresses: [...new Set(nodes.flatMap((node) => textsIn(node.config).flatMap(hostsIn)))].sort(),
    code: nodes.flatMap((node) => codeIn(node, catalog)),
    unknownKinds: [...new Set(nodes.map(({ kind }) => kind).filter((kind) => !catalog.get(kind)))],
  };
}

/** A setting may have a field of its own for a place here and for one outside. */
function eachOnce(paths: Found['paths']): Found['paths'] {
  return [...new Map(paths.map((one) => [JSON.stringify([one.nodeId, one.path]), one])).values()];
}

function foldersIn(node: FlowNode, catalog: Parts['catalog']): Found['paths'] {
  const spec = catalog.get(node.kind);
  return (spec ? formFields(spec) : []).flatMap(({ widget, field }) => {
    const path = settingAt(node.config, field);
    if ((widget !== 'folder' && widget !== 'remote-path') || typeof path !== 'string' || path === '') return [];
    return [{ nodeId: node.id, nodeName: node.name, path, access: spec?.role === 'target' ? ('write' as const) : ('read' as const) }];
  });
}

function codeIn(node: FlowNode, catalog: Parts['catalog']): Found['code'] {
  const found: Found['code'] = [];
  const add = (what: Found['code'][number]['what'], text: unknown) => {
    if (typeof text === 'string' && text.trim() !== '') found.push({ nodeId: node.id, nodeName: node.name, what, text });
  };
  const snippet = snippetIn(node.config);
  if (snippet) add('snippet', snippet.content.code);
  const spec = catalog.get(node.kind);
  for (const { widget, field } of spec ? formFields(spec) : []) if (widget === 'sql') add('sql', settingAt(node.config, field));
  for (const text of formulasIn(node.config)) add('formula', text);
  return found;
}

/** Texts under a setting called `formula`, however deep. */
function formulasIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'formula' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => formulasIn(one));
  return value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([name, one]) => formulasIn(one, name)) : [];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** Hosts of web addresses in a text. */
function hostsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:https?|wss?|ftps?|sftp):\/\/[^\s"'<>]+/gi)].flatMap(([address]) => {
    try {
      return new URL(address).host || [];
    } catch {
      return [];
    }
  });
}
