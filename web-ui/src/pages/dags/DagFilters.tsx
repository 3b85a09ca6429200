import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

import type { Dag, Project } from '../../api/types';
import { lookOf } from '../../ui/states';
import styles from './DagsPage.module.css';
import type { ChosenDags } from './useDagFilter';
import type { DagOrder } from './useDags';

const ORDERS: { value: DagOrder; label: string }[] = [
  { value: 'newest', label: 'Newest run first' },
  { value: 'state', label: 'By state, failed first' },
  { value: 'name', label: 'By name' },
];
const STATES = [
  ...['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out'].map((state) => ({
    value: state,
    label: lookOf(state).word,
  })),
  { value: 'none', label: 'no runs yet' },
];

interface Props extends ChosenDags {
  dags: Dag[];
  projects: Project[];
}

/** Which Dags are shown, and in what order; by project and by tag only where there are some. */
export function DagFilters({ dags, projects, filter, order, set }: Props) {
  const tags = [...new Set(dags.flatMap((d) => d.tags))].sort();
  return (
    <div className={styles.filters}>
      <TextInput
        aria-label="Search Dags"
        placeholder="Search"
        leftSection={<IconSearch size={14} />}
        value={filter.text}
        onChange={(event) => set('q', event.currentTarget.value)}
      />
      {projects.length > 1 && (
        <Select
          aria-label="Project"
          placeholder="All projects"
          data={projects.map((p) => p.name)}
          value={filter.project || null}
          onChange={(value) => set('project', value)}
          clearable
        />
      )}
      {tags.length > 0 && (
        <Select
          aria-label="Tag"
          placeholder="All tags"
          data={tags}
          value={filter.tag || null}
          onChange={(value) => set('tag', value)}
          clearable
        />
      )}
      <Select
        aria-label="State of the last run"
        placeholder="All states"
        data={STATES}
        value={filter.state || null}
        onChange={(value) => set('state', value)}
        clearable
      />
      <Select
        aria-label="Sort by"
        data={ORDERS}
        value={order}
        allowDeselect={false}
        onChange={(value) => set('sort', value === 'newest' ? null : value)}
      />
    </div>
  );
}
