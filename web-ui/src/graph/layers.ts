export interface Link {
  from: string;
  to: string;
}

/** How often the layers are gone through, forward and back in turn. More changes little, and costs the same again. */
const SWEEPS = 4;

/**
 * The ids in layers, each after all that it is led to from, and ordered within them so that few lines cross. The same
 * for the same input, and in time that grows with the ids and links alone. Where links go round, as they may between
 * groups of steps, the first of the ids on the way round comes first.
 */
export function inLayers(ids: string[], links: Link[]): string[][] {
  const ranks = longestPaths(ids, links);
  const layers: string[][] = [];
  for (const id of ids) (layers[ranks.get(id) ?? 0] ??= []).push(id);
  const filled = layers.filter((layer) => layer.length > 0);
  untangle(filled, links);
  return filled;
}

/** How many links the longest way to each id has. */
function longestPaths(ids: string[], links: Link[]): Map<string, number> {
  const after = neighbours(links, 'from', 'to');
  const before = new Map<string, number>();
  for (const { to } of links) before.set(to, (before.get(to) ?? 0) + 1);
  const ranks = new Map<string, number>();
  const left = new Set(ids);
  const ready = ids.filter((id) => !before.has(id));
  for (;;) {
    const id = ready.pop() ?? left.values().next().value;
    if (id === undefined) return ranks;
    if (!left.delete(id)) continue;
    const rank = ranks.get(id) ?? 0;
    ranks.set(id, rank);
    for (const to of after.get(id) ?? []) {
      if (!left.has(to)) continue;
      ranks.set(to, Math.max(ranks.get(to) ?? 0, rank + 1));
      const open = (before.get(to) ?? 0) - 1;
      before.set(to, open);
      if (open === 0) ready.push(to);
    }
  }
}

/** Moves each id of a layer to the middle of those it is linked with. */
function untangle(layers: string[][], links: Link[]): void {
  const before = neighbours(links, 'to', 'from');
  const after = neighbours(links, 'from', 'to');
  // From 0 to 1, so that layers of different length can be compared.
  const heights = new Map<string, number>();
  const note = (layer: string[]) => layer.forEach((id, i) => heights.set(id, (i + 0.5) / layer.length));
  layers.forEach(note);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const linked = forward ? before : after;
    for (const layer of forward ? layers : layers.toReversed()) {
      const middles = new Map(layer.map((id) => [id, middle(id, linked.get(id) ?? [], heights)]));
      layer.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
      note(layer);
    }
  }
}

function middle(id: string, linked: string[], heights: Map<string, number>): number {
  if (linked.length === 0) return heights.get(id) ?? 0;
  return linked.reduce((sum, other) => sum + (heights.get(other) ?? 0), 0) / linked.length;
}

function neighbours(links: Link[], of: keyof Link, other: keyof Link): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const link of links) {
    const known = found.get(link[of]);
    if (known === undefined) found.set(link[of], [link[other]]);
    else known.push(link[other]);
  }
  return found;
}
