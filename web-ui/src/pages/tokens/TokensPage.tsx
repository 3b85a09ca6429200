import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import type { Token } from '../../api/types';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { formatTime } from '../../ui/format';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page, Section, TableBox } from '../../ui/Layout';
import { Ago } from '../../ui/Time';
import { NewTokenDialog } from './NewTokenDialog';
import { useDeleteToken, useTokens } from './useTokens';

export function TokensPage() {
  const tokens = useTokens();
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<Token | null>(null);
  return (
    <Page
      title="Tokens"
      actions={
        <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
          New token
        </Button>
      }
    >
      <Section title="Your tokens" flush>
        <Fetched query={tokens}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon={<IconKey size={30} stroke={1.5} />} title="No token yet">
                Programs and the command line sign in with a token. It can do at most what you can.
              </Empty>
            ) : (
              <TokenTable tokens={all} onRevoke={setRevoked} />
            )
          }
        </Fetched>
      </Section>
      {creating && <NewTokenDialog onClose={() => setCreating(false)} />}
      {revoked && <RevokeDialog token={revoked} onClose={() => setRevoked(null)} />}
    </Page>
  );
}

function TokenTable({ tokens, onRevoke }: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  return (
    <TableBox label="Tokens">
      <thead>
        <tr>
          <th>Name</th>
          <th>Role</th>
          <th>Project</th>
          <th>Created</th>
          <th>Last used</th>
          <th>Expires</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <td>
              <strong>{token.name}</strong>
            </td>
            <td>{token.role}</td>
            <td>{token.project ?? 'all'}</td>
            <td>
              <Ago at={token.createdAt} />
            </td>
            <td>{token.lastUsedAt ? <Ago at={token.lastUsedAt} /> : 'never'}</td>
            <td>{formatTime(token.expiresAt)}</td>
            <td>
              <Button size="compact-xs" variant="default" onClick={() => onRevoke(token)}>
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const revoke = useDeleteToken();
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      act="Revoke"
      destructive
      action={revoke}
      onAct={() => revoke.mutate(token.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      Whatever signs in with it is refused from now on. Runs that it started go on.
    </ConfirmDialog>
  );
}
