import { Button } from '@mantine/core';

import styles from './GraphBar.module.css';
import { LastPlot } from './LastPlot';
import type { GraphStep } from './layout';
import { WAYS, type Way } from './related';
import type { Chosen } from './useChosen';

const WORDS: Record<Way, string> = { upstream: 'Upstream', downstream: 'Downstream', both: 'Both' };

/** What can be done with the chosen step: look at it with the steps before or after it only, see its last plot. */
export function ChosenBar({ step, chosen: { way, choose } }: { step: GraphStep; chosen: Chosen }) {
  return (
    <div className={styles.chosen} role="group" aria-label={`Chosen step: ${step.label}`}>
      <strong className={styles.name} title={step.label}>
        {step.label}
      </strong>
      <Button.Group>
        {WAYS.map((one) => (
          <Button
            key={one}
            size="compact-sm"
            fw={500}
            variant={one === way ? 'light' : 'default'}
            aria-pressed={one === way}
            onClick={() => choose(step.id, one === way ? undefined : one)}
          >
            {WORDS[one]}
          </Button>
        ))}
      </Button.Group>
      {step.notebookOf !== undefined && (
        <LastPlot key={step.notebookOf} step={step} attempt={step.notebookOf} />
      )}
      <Button size="compact-sm" fw={500} variant="subtle" color="gray" onClick={() => choose(undefined)}>
        Show all
      </Button>
    </div>
  );
}
