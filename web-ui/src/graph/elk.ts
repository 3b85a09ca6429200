import ELK, { type ELK as Elk, type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

import type { Drawing } from './drawing';
import { elkInput, type Layout, type Point } from './layout';
import { startWorker } from './worker';

let elk: Elk | undefined;

/** Lays a drawing out in layers, in a worker of its own. */
export async function computeLayout(drawing: Drawing): Promise<Layout> {
  elk ??= new ELK({ workerFactory: () => startWorker(workerUrl) });
  const result: ElkNode & { edges?: ElkExtendedEdge[] } = await elk.layout<ElkNode>(elkInput(drawing));
  const layout: Layout = {
    width: result.width ?? 0,
    height: result.height ?? 0,
    nodes: {},
    sizes: {},
    edges: {},
    labels: {},
  };
  for (const child of result.children ?? []) {
    layout.nodes[child.id] = pointOf(child);
    if (!child.children?.length) continue;
    layout.sizes[child.id] = { width: child.width ?? 0, height: child.height ?? 0 };
    for (const inner of child.children) layout.nodes[inner.id] = pointOf(inner);
  }
  for (const edge of result.edges ?? []) {
    const section = edge.sections?.[0];
    if (section)
      layout.edges[edge.id] = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    const label = edge.labels?.[0];
    if (label) layout.labels[edge.id] = pointOf(label);
  }
  return layout;
}

function pointOf(at: { x?: number; y?: number }): Point {
  return { x: at.x ?? 0, y: at.y ?? 0 };
}
