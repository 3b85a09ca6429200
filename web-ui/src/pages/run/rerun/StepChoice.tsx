import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { StepRun } from '../../../api/types';
import { StateBadge } from '../../../ui/StateBadge';
import styles from './RerunDialog.module.css';

/** Lists longer than this have a field to look for a step. */
const SHORT = 12;

interface Props {
  steps: StepRun[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Chooses steps of a run. What comes after them runs again too. */
export function StepChoice({ steps, chosen, onChoose }: Props) {
  const [text, setText] = useState('');
  const ids = [...new Set(steps.map((s) => s.step))];
  const shown = ids.filter((id) => id.toLowerCase().includes(text.trim().toLowerCase()));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div>
      {ids.length > SHORT && (
        <TextInput
          size="xs"
          aria-label="Find a step"
          placeholder="Find a step"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ul className={styles.touched} aria-label="Steps to choose from">
        {shown.map((id) => (
          <li key={id}>
            <Checkbox size="xs" label={id} checked={chosen.has(id)} onChange={() => toggle(id)} />
            <StateBadge state={steps.find((s) => s.step === id)?.state ?? 'waiting'} plain />
          </li>
        ))}
      </ul>
    </div>
  );
}
