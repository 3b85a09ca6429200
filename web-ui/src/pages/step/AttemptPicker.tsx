import { Select } from '@mantine/core';

import type { AttemptBrief } from '../../api/types';
import { StateBadge } from '../../ui/StateBadge';
import { lookOf } from '../../ui/states';
import styles from './StepPage.module.css';

interface Props {
  attempts: AttemptBrief[];
  chosen: AttemptBrief;
  other: AttemptBrief | undefined;
  onChoose: (attempt: AttemptBrief) => void;
  onCompare: (attempt: AttemptBrief | undefined) => void;
}

/** Chooses one of several attempts, and another one to stand beside it. */
export function AttemptPicker({ attempts, chosen, other, onChoose, onCompare }: Props) {
  return (
    <div className={styles.picker}>
      <div className={styles.attempts} role="group" aria-label="Attempts">
        {attempts.map((attempt) => (
          <button
            key={attempt.id}
            type="button"
            aria-pressed={attempt === chosen}
            onClick={() => onChoose(attempt)}
          >
            Attempt {attempt.number} <StateBadge state={attempt.state} plain />
          </button>
        ))}
      </div>
      <Select
        size="xs"
        w={220}
        aria-label="Compare with another attempt"
        placeholder="Compare with…"
        data={attempts
          .filter((attempt) => attempt !== chosen)
          .map((attempt) => ({
            value: attempt.id,
            label: `with attempt ${attempt.number} (${lookOf(attempt.state).word})`,
          }))}
        value={other?.id ?? null}
        onChange={(id) => onCompare(attempts.find((attempt) => attempt.id === id))}
        clearable
      />
    </div>
  );
}
