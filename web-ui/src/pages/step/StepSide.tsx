import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { AttemptBrief, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { stepKey } from '../../live/runReducer';
import { Outline } from '../../notebook/Outline';
import { StateIcon } from '../../ui/StateBadge';
import { lookOf } from '../../ui/states';
import styles from './StepSide.module.css';

interface Props {
  step: StepRun;
  steps: StepRun[];
  /** The one whose notebook is shown; undefined: none is. */
  attempt: AttemptBrief | undefined;
}

/** Beside the step: the steps of the run, and the outline of the notebook that is shown. */
export function StepSide({ step, steps, attempt }: Props) {
  const narrow = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false });
  const [search] = useSearchParams();
  const shown = search.get('tab') === null ? attempt : undefined;
  const content = (
    <>
      <h2 className={styles.title}>Steps</h2>
      <StepList step={step} steps={steps} />
      {shown && <NotebookOutline attempt={shown.id} />}
    </>
  );
  if (narrow) {
    return (
      <details className={styles.folded}>
        <summary>Steps and outline</summary>
        {content}
      </details>
    );
  }
  return <aside className={styles.side}>{content}</aside>;
}

function StepList({ step, steps }: { step: StepRun; steps: StepRun[] }) {
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Only within the list: the page stays where it is.
    const item = current.current;
    const list = item?.parentElement;
    if (item && list) list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 2;
  }, [step.id]);
  return (
    <nav aria-label="Steps of the run">
      <ol className={styles.steps}>
        {steps.map((one) => {
          const name = stepKey(one.step, one.mapPath);
          const isCurrent = one.id === step.id;
          return (
            <li key={one.id} ref={isCurrent ? current : undefined}>
              <Link
                to={links.step(one.run, one.step, one.mapPath)}
                aria-current={isCurrent ? 'page' : undefined}
                title={`${one.title ?? name}: ${lookOf(one.state).word}`}
              >
                <StateIcon state={one.state} size={13} />
                <span className={styles.name}>{one.title ?? name}</span>
                <span className={styles.hidden}>, {lookOf(one.state).word}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Reads nothing by itself: the page beside it does, and keeps it current. */
function NotebookOutline({ attempt }: { attempt: string }) {
  const notebook = useQuery({
    queryKey: keys.notebook(attempt),
    queryFn: ({ signal }) => api.notebook(attempt, signal),
    enabled: false,
  });
  if (notebook.data === undefined) return null;
  return (
    <>
      <h2 className={styles.title}>Outline</h2>
      <Outline notebook={notebook.data} />
      <p className={styles.hint}>
        <kbd>j</kbd> <kbd>k</kbd> cells · <kbd>[</kbd> <kbd>]</kbd> steps · <kbd>e</kbd> error · <kbd>/</kbd>{' '}
        find
      </p>
    </>
  );
}
