import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import {
  IconCpu,
  IconDeviceDesktop,
  IconKey,
  IconListDetails,
  IconLogout,
  IconMoon,
  IconSitemap,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { NavLink, Outlet } from 'react-router';

import { BASE } from '../api/base';
import { ConnectionNote } from './ConnectionNote';
import { useSignOut } from './session';
import styles from './Shell.module.css';
import { SignedIn } from './SignedIn';

const PLACES = [
  { to: '/dags', label: 'Dags', icon: IconSitemap },
  { to: '/runs', label: 'Runs', icon: IconListDetails },
  { to: '/workers', label: 'Workers', icon: IconCpu },
  { to: '/tokens', label: 'Tokens', icon: IconKey },
];

const SCHEMES = {
  light: { next: 'dark', label: 'Light theme; switch to dark', icon: IconSun },
  dark: { next: 'auto', label: 'Dark theme; switch to the system’s', icon: IconMoon },
  auto: { next: 'light', label: 'The system’s theme; switch to light', icon: IconDeviceDesktop },
} as const;

/** The frame of every page for those who are signed in; the others go to sign in and come back. */
export function Shell() {
  return <SignedIn>{(me) => <Frame name={me.principal.name} />}</SignedIn>;
}

function Frame({ name }: { name: string }) {
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <aside className={styles.side}>
        <NavLink to="/dags" className={styles.brand}>
          <img src={`${BASE}/icon.svg`} alt="" width={22} height={22} />
          Millrace
        </NavLink>
        <nav className={styles.nav} aria-label="Main">
          {PLACES.map(({ to, label, icon: Icon }) => (
            <NavLink key={to} to={to} className={styles.place}>
              <Icon size={17} stroke={1.8} aria-hidden />
              <span>{label}</span>
            </NavLink>
          ))}
        </nav>
        <div className={styles.foot}>
          <SchemeToggle />
          <UserMenu name={name} />
        </div>
      </aside>
      <main id="content" className={styles.main} tabIndex={-1}>
        <ConnectionNote />
        <Outlet />
      </main>
    </div>
  );
}

function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, label, icon: Icon } = SCHEMES[colorScheme];
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setColorScheme(next)}>
        <Icon size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

function UserMenu({ name }: { name: string }) {
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={180}>
      <Menu.Target>
        <button type="button" className={styles.user} aria-label={`Signed in as ${name}`}>
          <IconUser size={16} stroke={1.8} aria-hidden />
          <span className={styles.userName}>{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
