import { useDebouncedValue } from '@mantine/hooks';

import type { Column, Row } from './model';
import { useErrorLine } from './useGrid';
import { placeWords } from './words';

/** So long one must stay on a cell before its error is asked for. */
const DELAY_MILLIS = 250;

interface Props {
  row: Row | undefined;
  column: Column | undefined;
  /** Whether the grid has the focus: otherwise nothing is said. */
  focused: boolean;
}

/** Says the cell that the keys are on; hidden from sight, where it has a frame and a tooltip. */
export function FocusWords({ row, column, focused }: Props) {
  const place = `${row?.key ?? ''} ${column?.id ?? ''}`;
  const [stayed] = useDebouncedValue(place, DELAY_MILLIS);
  const error = useErrorLine(row, column, focused && stayed === place);
  return (
    <div role="status" aria-label="Cell" className="sr-only">
      {focused && placeWords(row, column, error.data?.line)}
    </div>
  );
}
