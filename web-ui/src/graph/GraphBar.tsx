import { Button } from '@mantine/core';

import { FindBar } from '../ui/FindBar';
import { StateIcon } from '../ui/StateBadge';
import { firstFailed } from '../ui/states';
import { ChosenBar } from './ChosenBar';
import { stepsWith } from './find';
import styles from './GraphBar.module.css';
import type { GraphStep } from './layout';
import type { Chosen } from './useChosen';

interface Props {
  steps: GraphStep[];
  chosen: Chosen;
  text: string;
  found: string[];
  onText: (text: string) => void;
  /** Chooses a step and moves it into view. */
  onMoveTo: (id: string) => void;
}

/** Finds a step by its name, leads to the first failure, and says what is done with the chosen step. */
export function GraphBar({ steps, chosen, text, found, onText, onMoveTo }: Props) {
  const at = chosen.id === undefined ? -1 : found.indexOf(chosen.id);
  const step = steps.find(({ id }) => id === chosen.id);
  const failed = firstFailed(steps);
  const ask = (next: string) => {
    onText(next);
    const matches = stepsWith(steps, next);
    const [first] = matches;
    if (first !== undefined && !matches.includes(chosen.id ?? '')) onMoveTo(first);
  };
  const move = (by: 1 | -1) => {
    const from = at === -1 && by === -1 ? 0 : at;
    const next = found[(from + by + found.length) % found.length];
    if (next !== undefined) onMoveTo(next);
  };
  return (
    <div className={styles.bar}>
      <FindBar
        label="Find a step"
        text={text}
        at={at}
        count={found.length}
        asked={text.trim() !== ''}
        onText={ask}
        onMove={move}
      />
      {failed && (
        <Button
          size="compact-sm"
          fw={500}
          variant="default"
          leftSection={<StateIcon state="failed" size={13} />}
          onClick={() => onMoveTo(failed.id)}
        >
          First failure
        </Button>
      )}
      {step && <ChosenBar step={step} chosen={chosen} />}
    </div>
  );
}
