import { Button } from '@mantine/core';
import { IconLock, IconNotebook, IconPackage, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';

import type { Dag, Project } from '../../api/types';
import { links } from '../../app/links';
import { allows, useMe } from '../../app/session';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page, Section } from '../../ui/Layout';
import { plural } from '../../ui/format';
import { Problems } from '../../ui/Problems';
import { NotebookDialog } from '../trigger/NotebookDialog';
import { TriggerDialog } from '../trigger/TriggerDialog';
import { DagFilters } from './DagFilters';
import { DagTable } from './DagTable';
import { useDagFilter } from './useDagFilter';
import { filterDags, useDags } from './useDags';

export function DagsPage() {
  const { projects, dags } = useDags();
  const chosen = useDagFilter();
  const [triggered, setTriggered] = useState<Dag | null>(null);
  return (
    <Page title="Dags" actions={<Actions projects={projects} chosen={chosen.filter.project} />}>
      {dags.data && dags.isError && <Problems error={dags.error} onRetry={() => void dags.refetch()} />}
      <Fetched query={dags}>
        {(all) => {
          if (all.length === 0) return <NoDags projects={projects} />;
          const shown = filterDags(all, chosen.filter, chosen.order);
          return (
            <>
              <DagFilters {...chosen} dags={all} projects={projects} />
              <Section title={countOf(shown, all)} flush>
                <DagTable dags={shown} withProject={projects.length > 1} onTrigger={setTriggered} />
              </Section>
            </>
          );
        }}
      </Fetched>
      {triggered && <TriggerDialog dag={triggered} onClose={() => setTriggered(null)} />}
    </Page>
  );
}

function countOf(shown: Dag[], all: Dag[]): string {
  const count = plural(all.length, 'Dag');
  return shown.length === all.length ? count : `${shown.length} of ${count}`;
}

/** Deployments and secrets are a project's own: with several projects, those of the one that is chosen. */
function Actions({ projects, chosen }: { projects: Project[]; chosen: string }) {
  const me = useMe().data;
  const [notebookOpen, setNotebookOpen] = useState(false);
  const project = chosen || (projects.length === 1 ? projects[0]?.name : undefined);
  const operated = projects.filter((p) => allows(me, 'operator', p.name)).map((p) => p.name);
  return (
    <>
      {project !== undefined && (
        <Button
          component={Link}
          to={links.deployments(project)}
          variant="default"
          leftSection={<IconPackage size={15} />}
        >
          Deployments
        </Button>
      )}
      {project !== undefined && allows(me, 'editor', project) && (
        <Button
          component={Link}
          to={links.secrets(project)}
          variant="default"
          leftSection={<IconLock size={15} />}
        >
          Secrets
        </Button>
      )}
      {operated.length > 0 && (
        <Button
          variant="default"
          leftSection={<IconNotebook size={15} />}
          onClick={() => setNotebookOpen(true)}
        >
          Run a notebook
        </Button>
      )}
      {notebookOpen && <NotebookDialog projects={operated} onClose={() => setNotebookOpen(false)} />}
    </>
  );
}

function NoDags({ projects }: { projects: Project[] }) {
  const project = projects[0]?.name ?? 'my-project';
  return (
    <Section title="Getting started">
      <Empty icon={<IconSitemap size={34} stroke={1.5} />} title="No Dag yet">
        Push a folder with notebooks and Dag files:
        <pre>./millrace push . --project {project}</pre>
        Any notebook of a pushed folder can be run as it is with “Run a notebook”.
      </Empty>
    </Section>
  );
}
