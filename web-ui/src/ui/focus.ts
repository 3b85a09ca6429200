let focused: HTMLElement | undefined;

/** Begins to remember what has the focus. Called once, before the application is rendered. */
export function rememberFocus(): void {
  document.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement) focused = event.target;
  });
}

/** What has the focus, or had it last: a button that is disabled while it works loses it. */
export function lastFocused(): HTMLElement | undefined {
  return focused;
}
