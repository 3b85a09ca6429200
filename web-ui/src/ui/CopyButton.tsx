import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy, IconTable, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import { copyText } from './clipboard';

interface Props {
  /** What the button does, for its name. */
  label: string;
  icon?: 'copy' | 'table';
  /** The text, or why there is none as an error. */
  text: () => string | Promise<string>;
}

type Outcome = 'done' | { failed: string } | undefined;

const ICONS = { copy: IconCopy, table: IconTable };

/** Copies a text when it is pressed, and says for two seconds what came of it. */
export function CopyButton({ label, icon = 'copy', text }: Props) {
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await copyText(await text());
      setOutcome('done');
    } catch (error) {
      setOutcome({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
  const Icon = outcome === undefined ? ICONS[icon] : outcome === 'done' ? IconCheck : IconX;
  const said = outcome === undefined ? '' : outcome === 'done' ? 'Copied' : outcome.failed;
  return (
    <>
      <ActionIcon
        size="sm"
        variant="default"
        aria-label={label}
        title={said || label}
        onClick={() => void copy()}
      >
        <Icon size={14} />
      </ActionIcon>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
