import type { Node, NodeProps } from '@xyflow/react';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';

import { StateIcon } from '../ui/StateBadge';
import { plural } from '../ui/format';
import { lookOf } from '../ui/states';
import styles from './DagGraph.module.css';
import { groupState, type DrawnGroup } from './drawing';

interface Data extends Record<string, unknown> {
  group: DrawnGroup;
  /** None of its steps is looked at. */
  isDimmed: boolean;
  onToggle: (name: string) => void;
}

export type GroupNode = Node<Data, 'box'>;

/** A group: a box with a name around its steps, or a node in their place. Its name opens and folds it. */
export function GroupNodeView({ data: { group, isDimmed, onToggle } }: NodeProps<GroupNode>) {
  const state = groupState(group.steps);
  const Chevron = group.folded ? IconChevronRight : IconChevronDown;
  const succeeded = group.steps.filter((s) => s.state === 'succeeded').length;
  const count =
    state === undefined
      ? plural(group.steps.length, 'step')
      : `${lookOf(state).word} · ${succeeded} of ${group.steps.length} succeeded`;
  return (
    <div
      className={group.folded ? styles.node : styles.box}
      data-tone={state === undefined ? undefined : lookOf(state).tone}
      data-state={state}
      data-stack={group.folded || undefined}
      data-dimmed={isDimmed || undefined}
    >
      <button
        type="button"
        className={`${(group.folded ? styles.folded : styles.boxHead) ?? ''} nopan nodrag`}
        aria-expanded={!group.folded}
        title={`${group.folded ? 'Open' : 'Fold'} the group ${group.name}`}
        onClick={() => onToggle(group.name)}
      >
        <Chevron size={16} stroke={2} aria-hidden className={styles.type} />
        <span className={styles.text}>
          <span className={styles.name}>{group.name}</span>
          <span className={styles.state}>
            {state !== undefined && <StateIcon state={state} size={12} />}
            <span className={styles.words}>{count}</span>
          </span>
        </span>
      </button>
    </div>
  );
}
