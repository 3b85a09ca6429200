import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import styles from './Dialog.module.css';

interface Props {
  title: string;
  onClose: () => void;
  size?: 'md' | 'lg';
  /** What it shows cannot be had again: a click beside it does not close it. */
  keep?: boolean;
  children: ReactNode;
}

/** A dialog that is open as long as it is rendered. */
export function Dialog({ title, onClose, size = 'md', keep = false, children }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      closeOnClickOutside={!keep}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: styles.surface, header: styles.surface, title: styles.title }}
    >
      {children}
    </Modal>
  );
}
