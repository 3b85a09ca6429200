import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  label: string;
  icon: ReactNode;
  projects: string[];
  to: (project: string) => string;
}

/** The way to a page that each project has: straight where there is one project, by a menu where there are several. */
export function ProjectLink({ label, icon, projects, to }: Props) {
  const [only, ...others] = projects;
  if (only === undefined) return null;
  if (others.length === 0) {
    return (
      <Button component={Link} to={to(only)} variant="default" leftSection={icon}>
        {label}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={icon} rightSection={<IconChevronDown size={14} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {projects.map((project) => (
          <Menu.Item key={project} component={Link} to={to(project)}>
            {project}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
