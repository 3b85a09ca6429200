import ELK, { type ELK as Elk, type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

import type { Drawing } from './drawing';
import { elkInput, type Layout, type Point } from './layout';
import { startWorker } from './worker';

let elk: Elk | undefined;

/** Lays a drawing out in layers, in a worker of its own; undefined when that takes longer than `limitMillis`. */
export async function layoutWithElk(drawing: Drawing, limitMillis: number): Promise<Layout | undefined> {
  elk ??= new ELK({ workerFactory: () => startWorker(workerUrl) });
  const mine = elk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMillis);
  });
  const result = await Promise.race([mine.layout<ElkNode>(elkInput(drawing)), late]);
  clearTimeout(timer);
  if (result === undefined) {
    // It cannot be told to stop. Others that wait for it get their answer at their own limit.
    mine.terminateWorker();
    if (elk === mine) elk = undefined;
    return undefined;
  }
  return read(result);
}

function read(result: ElkNode & { edges?: ElkExtendedEdge[] }): Layout {
  const layout: Layout = {
    width: result.width ?? 0,
    height: result.height ?? 0,
    nodes: {},
    sizes: {},
    edges: {},
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
  }
  return layout;
}

function pointOf(at: { x?: number; y?: number }): Point {
  return { x: at.x ?? 0, y: at.y ?? 0 };
}
