import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

/** Saves what an address holds under a name. */
export function Download({ to, name, label }: { to: string; name: string; label: string }) {
  return (
    <ActionIcon
      component="a"
      href={to}
      download={name}
      size="sm"
      variant="default"
      aria-label={label}
      title={label}
    >
      <IconDownload size={14} />
    </ActionIcon>
  );
}
