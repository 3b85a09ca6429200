import { Button, Popover } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';

import { api } from '../api/endpoints';
import { keys } from '../api/keys';
import type { LiveNotebook } from '../api/types';
import { cellAnchor } from '../notebook/anchor';
import { lastPlot } from '../notebook/lastPlot';
import { Fetched } from '../ui/Fetched';
import styles from './GraphBar.module.css';
import type { GraphStep } from './layout';

interface Props {
  step: GraphStep;
  /** Whose notebook has ended. */
  attempt: string;
}

/** The last plot of a notebook, small; asks for the notebook when it is wanted. */
export function LastPlot({ step, attempt }: Props) {
  const [opened, setOpened] = useState(false);
  const notebook = useQuery({
    queryKey: keys.notebook(attempt),
    queryFn: ({ signal }) => api.notebook(attempt, signal),
    enabled: opened,
  });
  return (
    // Also while the focus is still on the button.
    <span onKeyDown={(event) => event.key === 'Escape' && setOpened(false)}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" returnFocus>
        <Popover.Target>
          <Button
            size="compact-sm"
            fw={500}
            variant="default"
            leftSection={<IconPhoto size={14} aria-hidden />}
            onClick={() => setOpened(!opened)}
          >
            Last plot
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={styles.plot}>
          <Fetched query={notebook}>{(known) => <Figure step={step} notebook={known} />}</Fetched>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

function Figure({ step, notebook }: { step: GraphStep; notebook: LiveNotebook }) {
  const plot = lastPlot(notebook);
  if (plot === undefined) return <p className={styles.none}>This notebook shows no picture.</p>;
  const words = `cell ${plot.cell} of ${step.label}`;
  return (
    <figure className={styles.figure}>
      <img src={plot.address} alt={`Last plot: ${words}`} />
      <figcaption>
        {step.to === undefined ? words : <Link to={`${step.to}#${cellAnchor(plot.cell)}`}>{words}</Link>}
      </figcaption>
    </figure>
  );
}
