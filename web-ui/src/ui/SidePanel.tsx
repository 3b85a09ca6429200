import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

import { useFocusReturn } from './Dialog';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A panel over the right side of the page, open as long as it is rendered. */
export function SidePanel({ title, onClose, children }: Props) {
  useFocusReturn();
  return (
    <Drawer
      opened
      position="right"
      size="min(900px, 100vw)"
      title={title}
      returnFocus={false}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Drawer>
  );
}
