import { layoutInColumns } from './columns';
import type { Drawing } from './drawing';
import { layoutWithElk } from './elk';
import type { Layout } from './layout';

/** What ELK draws tidily and soon; its time grows with the square of a layer's length and worse. */
const ELK_AT_MOST = { nodes: 200, edges: 400, fan: 40 };
/** With the time that a busy machine takes to begin. */
const ELK_MILLIS = 4000;

/** Lays a drawing out: tidily while that is quick, else in columns. */
export async function computeLayout(drawing: Drawing): Promise<Layout> {
  const tidy = isSmall(drawing) ? await layoutWithElk(drawing, ELK_MILLIS) : undefined;
  return tidy ?? layoutInColumns(drawing);
}

export function isSmall({ groups, steps, edges }: Drawing): boolean {
  if (steps.length + groups.length > ELK_AT_MOST.nodes || edges.length > ELK_AT_MOST.edges) return false;
  return (
    Math.max(0, ...countsOf(edges.map((e) => e.from)), ...countsOf(edges.map((e) => e.to))) <= ELK_AT_MOST.fan
  );
}

function countsOf(ids: string[]): Iterable<number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts.values();
}
