const PREFIX = 'cell-';

/** The id of the element of the cell with this number (see numbersOf), for links to it. */
export function cellAnchor(number: number): string {
  return `${PREFIX}${number}`;
}

/** The number of the cell that an address's fragment names. */
export function cellOfFragment(fragment: string): number | undefined {
  const number = Number(new RegExp(`^#${PREFIX}([1-9][0-9]{0,5})$`).exec(fragment)?.[1]);
  return Number.isNaN(number) ? undefined : number;
}
