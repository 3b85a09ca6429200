import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';

import { useRunChanges } from '../../live/useRunChanges';
import { Page } from '../../ui/Layout';
import { RunTable } from './RunTable';
import styles from './RunTable.module.css';

const STATES = [
  { value: '', label: 'All' },
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'Queued' },
  { value: 'failed', label: 'Failed' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'timed_out', label: 'Timed out' },
];

/** Runs of every Dag. */
export function RunsPage() {
  useRunChanges();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? '';
  return (
    <Page title="Runs">
      <div className={styles.filters}>
        <SegmentedControl
          aria-label="State"
          size="xs"
          data={STATES}
          value={state}
          onChange={(value) => setSearch(value === '' ? {} : { state: value }, { replace: true })}
        />
      </div>
      <RunTable
        filter={{
          state: state === '' ? undefined : state,
          project: search.get('project') ?? undefined,
          dag: search.get('dag') ?? undefined,
        }}
      />
    </Page>
  );
}
