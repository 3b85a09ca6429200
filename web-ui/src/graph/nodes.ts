import type { Drawing } from './drawing';
import type { GroupNode } from './GroupNode';
import { NODE, type Layout, type Size } from './layout';
import type { StepNode } from './StepNode';

/** What is marked in a drawing. */
export interface Marks {
  chosen: string | undefined;
  found: ReadonlySet<string>;
  /** The steps that are looked at; undefined while these are all. */
  inFocus: ReadonlySet<string> | undefined;
}

export interface Handlers {
  onToggle: (group: string) => void;
  onChoose: (step: string) => void;
}

/** The nodes as the library wants them: boxes come before what is in them. */
export function toNodes(
  { groups, steps }: Drawing,
  layout: Layout,
  { chosen, found, inFocus }: Marks,
  { onToggle, onChoose }: Handlers,
): (StepNode | GroupNode)[] {
  const boxes = new Map(groups.map((g) => [g.name, g.id]));
  const at = (id: string) => layout.nodes[id] ?? { x: 0, y: 0 };
  const isDimmed = (...ids: string[]) => inFocus !== undefined && !ids.some((id) => inFocus.has(id));
  return [
    ...groups.map((group): GroupNode => ({
      id: group.id,
      type: 'box',
      position: at(group.id),
      // Open boxes below the edges, all else above them.
      zIndex: group.folded ? 2 : 0,
      ...sized(layout.sizes[group.id] ?? NODE),
      data: { group, onToggle, isDimmed: isDimmed(...group.steps.map((s) => s.id)) },
    })),
    ...steps.map((step): StepNode => ({
      id: step.id,
      type: 'step',
      position: at(step.id),
      zIndex: 2,
      parentId: step.group === undefined ? undefined : boxes.get(step.group),
      ...sized(NODE),
      data: {
        step,
        onChoose,
        isChosen: step.id === chosen,
        isFound: found.has(step.id),
        isDimmed: isDimmed(step.id),
      },
    })),
  ];
}

/** What the library would measure otherwise, for which it renders every node once. */
function sized({ width, height }: Size) {
  return { width, height, measured: { width, height }, handles: [] };
}
