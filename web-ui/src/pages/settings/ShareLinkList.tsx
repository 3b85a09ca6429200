import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';

import type { ShareLink } from '../../api/types';
import { links } from '../../app/links';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Fetched } from '../../ui/Fetched';
import { formatTime } from '../../ui/format';
import { Empty, TableBox } from '../../ui/Layout';
import { Ago } from '../../ui/Time';
import { useRevokeShareLink, useShareLinks } from '../share/useShareLinks';

/** The links of a project that still show something, with the way to end each. */
export function ShareLinkList({ project }: { project: string }) {
  const all = useShareLinks(project);
  const [revoked, setRevoked] = useState<ShareLink | null>(null);
  return (
    <>
      <Fetched query={all}>
        {(known) =>
          known.length === 0 ? (
            <Empty icon={<IconLink size={30} stroke={1.5} />} title="No share link">
              They are made on the page of a report, by its button “Share…”.
            </Empty>
          ) : (
            <LinkTable project={project} all={known} onRevoke={setRevoked} />
          )
        }
      </Fetched>
      {revoked && <RevokeDialog project={project} link={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

interface TableProps {
  project: string;
  all: ShareLink[];
  onRevoke: (link: ShareLink) => void;
}

function LinkTable({ project, all, onRevoke }: TableProps) {
  return (
    <TableBox label="Share links">
      <thead>
        <tr>
          <th>Report</th>
          <th>Shows</th>
          <th>Made by</th>
          <th>Made</th>
          <th>Last used</th>
          <th>Expires</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {all.map((link) => (
          <tr key={link.id}>
            <td>
              <strong>{link.step}</strong> · {link.dag}
            </td>
            <td>
              <Link to={reportOf(project, link)}>
                {link.attempt === undefined ? 'latest successful run' : 'one attempt'}
              </Link>
            </td>
            <td>{link.createdBy}</td>
            <td>
              <Ago at={link.createdAt} />
            </td>
            <td>{link.lastUsedAt ? <Ago at={link.lastUsedAt} /> : 'never'}</td>
            <td>{formatTime(link.expiresAt)}</td>
            <td>
              <Button size="compact-xs" variant="default" onClick={() => onRevoke(link)}>
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function reportOf(project: string, { run, attempt, dag, step }: ShareLink): string {
  return run === undefined || attempt === undefined
    ? links.latestReport(project, dag, step)
    : links.report(run, step, [], attempt);
}

function RevokeDialog({ project, link, onClose }: { project: string; link: ShareLink; onClose: () => void }) {
  const revoke = useRevokeShareLink(project);
  return (
    <ConfirmDialog
      title={`Revoke the link to ${link.step}?`}
      act="Revoke"
      destructive
      action={revoke}
      onAct={() => revoke.mutate(link.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      Everyone who opens it from now on sees that there is no report.
    </ConfirmDialog>
  );
}
