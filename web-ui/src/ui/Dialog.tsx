import { Modal, type ModalProps } from '@mantine/core';
import { useLayoutEffect } from 'react';

import { lastFocused } from './focus';

type Props = Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'children'> & {
  onClose: () => void;
};

/**
 * A dialog that is open as long as it is rendered. Afterwards the focus is on the button that opened it, or on the
 * page's content if that button is gone.
 */
export function Dialog({ onClose, ...shown }: Props) {
  useFocusReturn();
  return <Modal opened centered returnFocus={false} onClose={onClose} {...shown} />;
}

/** When what calls it goes away, the focus is where it was before, or on the page's content. */
export function useFocusReturn() {
  // Before the dialog takes the focus, which it does after it was painted.
  useLayoutEffect(() => {
    const opener = lastFocused();
    return () => {
      // The change that removes the dialog may enable the button again, or remove it.
      requestAnimationFrame(() => {
        if (opener?.isConnected) opener.focus();
        if (document.activeElement === document.body)
          document.getElementById('content')?.focus({ preventScroll: true });
      });
    };
  }, []);
}
