import type { Node, NodeProps } from '@xyflow/react';
import { IconArrowsSplit, IconCircleDot, IconNotebook, IconScript, IconTerminal2 } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { StepType } from '../api/types';
import { StateIcon } from '../ui/StateBadge';
import { lookOf } from '../ui/states';
import styles from './DagGraph.module.css';
import type { GraphStep } from './layout';

export type StepNode = Node<{ step: GraphStep }, 'step'>;

const TYPE_ICONS: Record<StepType, typeof IconNotebook> = {
  notebook: IconNotebook,
  script: IconScript,
  shell: IconTerminal2,
  branch: IconArrowsSplit,
  noop: IconCircleDot,
};

/** A step with its state, and the way to it. */
export function StepNodeView({ data: { step } }: NodeProps<StepNode>) {
  const Icon = TYPE_ICONS[step.type];
  const word = step.state === undefined ? step.type : lookOf(step.state).word;
  const content = (
    <>
      <Icon size={17} stroke={1.7} aria-hidden className={styles.type} />
      <span className={styles.text}>
        <span className={styles.name}>{step.label}</span>
        <span className={styles.state}>
          {step.state !== undefined && <StateIcon state={step.state} size={12} />}
          <span className={styles.words}>{step.note ? `${word} · ${step.note}` : word}</span>
        </span>
      </span>
    </>
  );
  return (
    <div
      className={styles.node}
      data-tone={step.state === undefined ? undefined : lookOf(step.state).tone}
      data-state={step.state}
    >
      {step.to === undefined ? (
        <div className={styles.content} title={titleOf(step, word)}>
          {content}
        </div>
      ) : (
        <Link to={step.to} className={`${styles.content ?? ''} nopan`} title={titleOf(step, word)}>
          {content}
        </Link>
      )}
    </div>
  );
}

/** All that the node has room to show only in part. */
function titleOf(step: GraphStep, word: string): string {
  return [step.label, step.note ? `${word} · ${step.note}` : word].join('\n');
}
