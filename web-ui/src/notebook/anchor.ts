const CELL = 'cell-';
const TEXT = 'text-';

/** The id of the element of the cell with this number (see numbersOf), for links to it. */
export function cellAnchor(number: number): string {
  return `${CELL}${number}`;
}

/** The id of the element of a text; texts have no number, so it goes by the index among all cells. */
export function textAnchor(index: number): string {
  return `${TEXT}${index}`;
}

/** The number of the cell that an address's fragment names. */
export function cellOfFragment(fragment: string): number | undefined {
  const number = Number(new RegExp(`^#${CELL}([1-9][0-9]{0,5})$`).exec(fragment)?.[1]);
  return Number.isNaN(number) ? undefined : number;
}
