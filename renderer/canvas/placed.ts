import type { Node } from '@xyflow/react';

const places = new WeakMap<Node, Node>();

/**
 * Where a card stands as its place in the page, not as a transform of its own: a browser goes through every transform for each step of a zoom, and a
 * thousand of them hold up the picture. The same object for the same card.
 */
export function placed<T extends Node>(node: T): T {
  const known = places.get(node);
  if (known) return known as T;
  const fresh: T = { ...node, style: { ...node.style, transform: 'none', left: node.position.x, top: node.position.y } };
  places.set(node, fresh);
  return fresh;
}
