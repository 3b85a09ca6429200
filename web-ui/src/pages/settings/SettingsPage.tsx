import { Switch } from '@mantine/core';
import { useParams } from 'react-router';

import type { ProjectSettings } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { Fetched } from '../../ui/Fetched';
import { Page, Section } from '../../ui/Layout';
import { Problems } from '../../ui/Problems';
import { ShareLinkList } from './ShareLinkList';
import { useSetSettings, useSettings } from './useSettings';

/** What a project's administrators decide about it. */
export function SettingsPage() {
  const { project = '' } = useParams();
  const settings = useSettings(project);
  const mayShare = useMay('operator', project);
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
      <Section title="Sharing">
        <Fetched query={settings}>{(known) => <ShareLinks project={project} settings={known} />}</Fetched>
      </Section>
      {mayShare && (
        <Section title="Share links" flush>
          <ShareLinkList project={project} />
        </Section>
      )}
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
        onChange={(event) => set.mutate({ ...settings, notebookScripts: event.currentTarget.checked })}
      />
      {set.error !== null && <Problems error={set.error} />}
    </>
  );
}

function ShareLinks({ project, settings }: { project: string; settings: ProjectSettings }) {
  const maySet = useMay('admin', project);
  const set = useSetSettings(project);
  return (
    <>
      <Switch
        label="Reports may be shared by links"
        description={
          'Operators may make links that show a report without its code to everyone who has them, without a login, for at most ' +
          '30 days. Switched off, the links that there are show nothing.' +
          (maySet ? '' : ' Administrators of the project change it.')
        }
        checked={settings.shareLinks}
        disabled={!maySet || set.isPending}
        onChange={(event) => set.mutate({ ...settings, shareLinks: event.currentTarget.checked })}
      />
      {set.error !== null && <Problems error={set.error} />}
    </>
  );
}
