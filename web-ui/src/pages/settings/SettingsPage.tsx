import { Switch } from '@mantine/core';
import { useParams } from 'react-router';

import type { ProjectSettings } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { Fetched } from '../../ui/Fetched';
import { Page, Section } from '../../ui/Layout';
import { Problems } from '../../ui/Problems';
import { useSetSettings, useSettings } from './useSettings';

/** What a project's administrators decide about it. */
export function SettingsPage() {
  const { project = '' } = useParams();
  const settings = useSettings(project);
  return (
    <Page
      title={`Settings of ${project}`}
      heading="Settings"
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: project, to: links.project(project) },
      ]}
    >
      <Section title="Notebooks">
        <Fetched query={settings}>
          {(known) => <NotebookScripts project={project} settings={known} />}
        </Fetched>
      </Section>
    </Page>
  );
}

function NotebookScripts({ project, settings }: { project: string; settings: ProjectSettings }) {
  const maySet = useMay('admin', project);
  const set = useSetSettings(project);
  return (
    <>
      <Switch
        label="Scripts of notebooks run"
        description={
          'Scripts in the outputs of this project’s notebooks run when somebody looks at them: in their own frame, which ' +
          'reaches neither this application nor a network. It holds at once, for old runs too. Charts of plotly, Vega, ' +
          'Bokeh and saved widgets do not need it.' +
          (maySet ? '' : ' Administrators of the project change it.')
        }
        checked={settings.notebookScripts}
        disabled={!maySet || set.isPending}
        onChange={(event) => set.mutate(event.currentTarget.checked)}
      />
      {set.error !== null && <Problems error={set.error} />}
    </>
  );
}
