import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import styles from './FindBar.module.css';

/** Characters of a text to find; the server takes no more. */
const LONGEST = 1000;

interface Props {
  /** What is looked through, for the field's name. */
  label: string;
  text: string;
  /** The index of the match that is looked at, and how many one can go through. */
  at: number;
  count: number;
  /** How many there are, where that is more than one can go through. */
  more?: number;
  /** Whether the count is the answer to a question. */
  asked: boolean;
  /** The question was not answered. */
  failed?: boolean;
  onText: (text: string) => void;
  onMove: (by: 1 | -1) => void;
  /** Without it the field is always there. */
  onClose?: () => void;
}

/** Asks for a text to find; Enter goes to the next match, Shift+Enter to the one before, Escape closes. */
export function FindBar({
  label,
  text,
  at,
  count,
  more,
  asked,
  failed = false,
  onText,
  onMove,
  onClose,
}: Props) {
  const leave = onClose ?? (() => onText(''));
  return (
    <div className={styles.find} role="search" aria-label={label}>
      <TextInput
        size="xs"
        placeholder={label}
        aria-label={label}
        autoFocus={onClose !== undefined}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onMove(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') leave();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {failed ? 'the search failed' : asked && countText(at, count, more)}
      </span>
      <Action label="Previous match" disabled={count === 0} onClick={() => onMove(-1)}>
        <IconChevronUp size={15} />
      </Action>
      <Action label="Next match" disabled={count === 0} onClick={() => onMove(1)}>
        <IconChevronDown size={15} />
      </Action>
      {onClose && (
        <Action label="Close find" onClick={onClose}>
          <IconX size={15} />
        </Action>
      )}
    </div>
  );
}

function countText(at: number, count: number, more: number | undefined): string {
  if (count === 0) return 'nothing found';
  return `${at + 1} of ${more === undefined ? count : more.toLocaleString('en')}`;
}

interface ActionProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Action({ label, disabled = false, onClick, children }: ActionProps) {
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
