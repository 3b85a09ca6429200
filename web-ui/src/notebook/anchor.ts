/** The id of a cell's element, for links to it. */
export function cellAnchor(index: number): string {
  return `cell-${index}`;
}
