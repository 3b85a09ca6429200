/**
 * What a viewer's script brings to a frame: frame.js calls it for each drawing. The scripts of this folder run in frames
 * of opaque origin and nowhere else; each is built as one classic script.
 */
export interface Viewer<Data> {
  /** Draws into the element; rejects or throws when the data is not what it says to be. */
  draw: (element: HTMLElement, data: Data) => unknown;
}

/** Makes the viewer known to frame.js. */
export function register<Data>(viewer: Viewer<Data>): void {
  (globalThis as unknown as { millraceViewer: Viewer<Data> }).millraceViewer = viewer;
}

/** For drawings that are as wide as the frame; others are as wide as they are. */
export function fillWidth(element: HTMLElement): void {
  const content = element.parentElement;
  if (content !== null) content.style.width = '100%';
}
