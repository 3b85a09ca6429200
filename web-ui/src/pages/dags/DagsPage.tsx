import { Button } from '@mantine/core';
import { IconLock, IconNotebook, IconPackage, IconSettings, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';

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
import { ProjectLink } from './ProjectLink';
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

/** Deployments, secrets and settings are a project's own: with several projects, of the chosen one or of one in a menu. */
function Actions({ projects, chosen }: { projects: Project[]; chosen: string }) {
  const me = useMe().data;
  const [notebookOpen, setNotebookOpen] = useState(false);
  const shown = projects.map((p) => p.name).filter((name) => chosen === '' || name === chosen);
  const operated = projects.filter((p) => allows(me, 'operator', p.name)).map((p) => p.name);
  return (
    <>
      <ProjectLink
        label="Deployments"
        icon={<IconPackage size={15} />}
        projects={shown}
        to={links.deployments}
      />
      <ProjectLink
        label="Secrets"
        icon={<IconLock size={15} />}
        projects={shown.filter((name) => allows(me, 'editor', name))}
        to={links.secrets}
      />
      <ProjectLink label="Settings" icon={<IconSettings size={15} />} projects={shown} to={links.settings} />
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
