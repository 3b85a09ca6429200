import type { Node, NodeProps } from '@xyflow/react';
import {
  IconArrowsSplit,
  IconCircleDot,
  IconFocus2,
  IconNotebook,
  IconScript,
  IconTerminal2,
} from '@tabler/icons-react';
import { Link } from 'react-router';

import type { StepType } from '../api/types';
import { StateIcon } from '../ui/StateBadge';
import { lookOf } from '../ui/states';
import styles from './DagGraph.module.css';
import type { GraphStep } from './layout';

interface Data extends Record<string, unknown> {
  step: GraphStep;
  isChosen: boolean;
  isFound: boolean;
  /** Others are looked at. */
  isDimmed: boolean;
  onChoose: (id: string) => void;
}

export type StepNode = Node<Data, 'step'>;

const TYPE_ICONS: Record<StepType, typeof IconNotebook> = {
  notebook: IconNotebook,
  script: IconScript,
  shell: IconTerminal2,
  branch: IconArrowsSplit,
  noop: IconCircleDot,
};

/** A step with its state, the way to it, and the way to look at it with what comes before and after it. */
export function StepNodeView({ data: { step, isChosen, isFound, isDimmed, onChoose } }: NodeProps<StepNode>) {
  return (
    <div
      className={styles.node}
      data-tone={step.state === undefined ? undefined : lookOf(step.state).tone}
      data-state={step.state}
      data-chosen={isChosen || undefined}
      data-found={isFound || undefined}
      data-dimmed={isDimmed || undefined}
    >
      {step.to === undefined ? (
        <div className={styles.content} title={titleOf(step)}>
          <Content step={step} />
        </div>
      ) : (
        <Link to={step.to} className={`${styles.content ?? ''} nopan`} title={titleOf(step)}>
          <Content step={step} />
        </Link>
      )}
      <button
        type="button"
        className={`${styles.choose ?? ''} nopan nodrag`}
        aria-label={`Focus on ${step.label}`}
        aria-pressed={isChosen}
        title="Show what comes before and after it"
        onClick={() => onChoose(step.id)}
      >
        <IconFocus2 size={15} stroke={1.8} aria-hidden />
      </button>
    </div>
  );
}

function Content({ step }: { step: GraphStep }) {
  const Icon = TYPE_ICONS[step.type];
  const { activity, note, took } = step;
  return (
    <>
      <Icon size={17} stroke={1.7} aria-hidden className={styles.type} />
      <span className={styles.text}>
        <span className={styles.head}>
          <span className={styles.name}>{step.label}</span>
          {took !== undefined && <span className={styles.took}>{took}</span>}
        </span>
        <span className={styles.state}>
          {step.state !== undefined && <StateIcon state={step.state} size={12} />}
          {/* What it is at says that it runs, and leaves no room for the word. */}
          {activity !== undefined && <span className="sr-only">{wordOf(step)}</span>}
          <span className={styles.words}>{joined(activity ?? wordOf(step), note)}</span>
        </span>
      </span>
    </>
  );
}

function wordOf({ state, type }: GraphStep): string {
  return state === undefined ? type : lookOf(state).word;
}

/** All that the node has room to show only in part. */
function titleOf(step: GraphStep): string {
  return `${step.label}\n${joined(wordOf(step), step.activity, step.took, step.note)}`;
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
