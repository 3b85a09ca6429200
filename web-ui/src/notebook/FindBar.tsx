import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { MOST_MATCHES } from './find';
import type { Find } from './useFind';
import styles from './FindBar.module.css';

interface Props {
  find: Find;
  onClose: () => void;
}

/** Asks for a text to find; Enter goes to the next match, Shift+Enter to the one before, Escape closes. */
export function FindBar({ find, onClose }: Props) {
  const count = find.matches.length;
  return (
    <div className={styles.find} role="search" aria-label="Find in this notebook">
      <TextInput
        size="xs"
        placeholder="Find in code and text"
        aria-label="Find in this notebook"
        data-autofocus
        autoFocus
        value={find.text}
        onChange={(event) => find.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find.move(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {find.wanted !== '' && countText(find.at, count)}
      </span>
      <Step label="Previous match" disabled={count === 0} onClick={() => find.move(-1)}>
        <IconChevronUp size={15} />
      </Step>
      <Step label="Next match" disabled={count === 0} onClick={() => find.move(1)}>
        <IconChevronDown size={15} />
      </Step>
      <Step label="Close find" onClick={onClose}>
        <IconX size={15} />
      </Step>
    </div>
  );
}

function countText(at: number, count: number): string {
  if (count === 0) return 'nothing found';
  return `${at + 1} of ${count === MOST_MATCHES ? `${count} or more` : count}`;
}

interface StepProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Step({ label, disabled = false, onClick, children }: StepProps) {
  return (
    <ActionIcon
      size="sm"
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
