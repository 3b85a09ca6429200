import { useMediaQuery } from '@mantine/hooks';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';

import { plural } from '../../../ui/format';
import { LABEL_COLUMNS } from './draw';
import { CellBand, Heads } from './Drawn';
import { FocusWords } from './FocusWords';
import {
  bandsIn,
  COLUMN_WIDTH,
  columnsIn,
  HEAD,
  HEAD_HEIGHT,
  NAME,
  ROW_HEIGHT,
  scrollTo,
  type Place,
} from './geometry';
import styles from './Grid.module.css';
import { GridLegend } from './GridLegend';
import { GridTooltip, placeOfPointer, pointedAt, type Pointed } from './GridTooltip';
import { moved } from './keys';
import { dayMarks, longestOf, type Column, type Row } from './model';
import { StepNames } from './StepNames';
import { useLook } from './useLook';
import { useKeptInSight, useViewport, viewportOf } from './useViewport';

const NAMES_WIDTH = 230;
const NARROW_NAMES_WIDTH = 124;
/** So close to the oldest column the ones before are asked for. */
const NEAR_START = 16 * COLUMN_WIDTH;

interface Props {
  box: RefObject<HTMLDivElement | null>;
  label: string;
  rows: Row[];
  columns: Column[];
  steps: number;
  /** What is open at the right. */
  open: { run?: string; row?: string };
  onOpen: (column: Column, row: Row | undefined) => void;
  onClose: () => void;
  onFold: (row: Row, folded: boolean) => void;
  /** Undefined: there is nothing older. */
  onOlder: (() => void) | undefined;
}

/** Steps as a tree, runs as columns, the newest at the right. Draws what is in sight; one place has the keys. */
export function GridView({
  box,
  label,
  rows,
  columns,
  steps,
  open,
  onOpen,
  onClose,
  onFold,
  onOlder,
}: Props) {
  const [legend, setLegend] = useState<HTMLUListElement | null>(null);
  const help = useId();
  const isNarrow = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });
  const names = isNarrow ? NARROW_NAMES_WIDTH : NAMES_WIDTH;
  const look = useLook(legend);
  const [focused, setFocused] = useState(false);
  const [keyed, setKeyed] = useState<Pointed>();
  // By what they are, and not by their places: columns come at both ends.
  const [active, setActive] = useState<{ row?: string; column?: string }>(() =>
    open.run === undefined
      ? { row: rows[0]?.key, column: columns.at(-1)?.id }
      : { row: open.row, column: open.run },
  );
  const place = placeOf(active, rows, columns);
  useKeptInSight(box, columns);
  const view = useViewport(box);
  const extent = { rows: rows.length, columns: columns.length, names };
  const near = columnsIn(view, extent);
  const bands = bandsIn(view, extent);
  const bandRows = useSame(bands.map(({ row }) => row));
  const isDrawn = look !== undefined && view.width > 0;
  const days = useMemo(() => dayMarks(columns, LABEL_COLUMNS), [columns]);
  const longest = useMemo(() => longestOf(columns), [columns]);
  const openColumn = columns.findIndex(({ id }) => id === open.run);
  const openRow = open.row === undefined ? HEAD : rows.findIndex(({ key }) => key === open.row);

  const isNearStart = view.width > 0 && view.left < NEAR_START;
  useEffect(() => {
    // The box knows better: what came has moved it.
    if (isNearStart && box.current && box.current.scrollLeft < NEAR_START) onOlder?.();
  }, [box, isNearStart, onOlder, columns.length]);

  const reveal = (to: Place) => {
    if (box.current) box.current.scrollTo(scrollTo(viewportOf(box.current), to, names));
  };
  // What is opened stays in sight, though the panel takes a part of the width.
  useLayoutEffect(() => {
    if (openColumn !== -1 && view.width > 0) reveal({ row: HEAD, column: openColumn });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- not while one scrolls
  }, [open.run, view.width]);

  const act = (at: Place) => {
    const row = rows[at.row];
    const column = columns[at.column];
    if (column !== undefined) onOpen(column, row);
    else if (row?.folded !== undefined) onFold(row, !row.folded);
  };
  const go = (to: Place) => {
    setActive({ row: rows[to.row]?.key, column: columns[to.column]?.id });
    reveal(to);
    const [column, row] = [columns[to.column], rows[to.row]];
    // What is open follows: the step at the right is the one under the keys.
    if (open.run !== undefined && column !== undefined) onOpen(column, row);
    else setKeyed(box.current && column ? pointedAt(box.current, to, names) : undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const row = rows[place.row];
    setKeyed(undefined);
    if (event.key === 'Enter' || event.key === ' ') act(place);
    else if (event.key === 'Escape') onClose();
    else if (isFold(event.key, place, row)) onFold(row, event.key === 'ArrowLeft');
    else {
      const to = moved(place, event.key, event.ctrlKey, rows.length, columns.length);
      if (to === undefined) return;
      go(to);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    if (box.current === null) return;
    const name = event.target instanceof Element && event.target.closest<HTMLElement>('[data-row]');
    const at = name
      ? { row: Number(name.dataset.row), column: NAME }
      : placeOfPointer(box.current, event.nativeEvent, extent);
    if (at === undefined) return;
    setActive({ row: rows[at.row]?.key, column: columns[at.column]?.id });
    act(at);
    box.current.focus({ preventScroll: true });
  };
  return (
    <div className={styles.view}>
      <div
        ref={box}
        role="application"
        aria-roledescription="grid"
        aria-label={`${label}: ${plural(rows.length, 'row')}, ${plural(columns.length, 'column')}`}
        aria-describedby={help}
        tabIndex={0}
        className={styles.box}
        style={{
          maxHeight: `min(${HEAD_HEIGHT + rows.length * ROW_HEIGHT + 18}px, max(340px, 100vh - 320px))`,
        }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerDown={() => setKeyed(undefined)}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          setKeyed(undefined);
        }}
      >
        <div className={styles.sheet} style={{ width: names + columns.length * COLUMN_WIDTH }}>
          <div className={styles.head} style={{ height: HEAD_HEIGHT }}>
            {isDrawn && <Heads {...{ look, columns, days, longest, ...near, names }} />}
            {place.row === HEAD && <Ring kind="active" place={place} names={names} />}
            {openColumn !== -1 && openRow === HEAD && (
              <Ring kind="open" place={{ row: HEAD, column: openColumn }} names={names} />
            )}
            <div className={styles.corner} style={{ width: names }}>
              {plural(steps, 'step')}
            </div>
          </div>
          <div className={styles.rows} style={{ height: rows.length * ROW_HEIGHT }}>
            <div className={styles.names} style={{ width: names }}>
              <StepNames
                rows={rows}
                bands={bandRows}
                active={place.column === NAME ? place.row : undefined}
              />
            </div>
            {isDrawn &&
              bands.map(({ row, slot }) => (
                <CellBand key={slot} {...{ look, rows, columns, row, ...near, names }} />
              ))}
            {place.row !== HEAD && place.column !== NAME && (
              <Ring kind="active" place={place} names={names} />
            )}
            {openColumn !== -1 && openRow >= 0 && (
              <Ring kind="open" place={{ row: openRow, column: openColumn }} names={names} />
            )}
          </div>
        </div>
      </div>
      <p id={help} className="sr-only">
        Arrow keys walk steps and runs. Enter opens the step. Left and right fold and open a group on its
        name.
      </p>
      <FocusWords row={rows[place.row]} column={columns[place.column]} focused={focused} />
      <GridLegend onList={setLegend} />
      <GridTooltip {...{ box, rows, columns, names, keyed }} />
    </div>
  );
}

/** A frame around a cell or the head of a column. */
function Ring({ kind, place, names }: { kind: 'active' | 'open'; place: Place; names: number }) {
  const isHead = place.row === HEAD;
  return (
    <span
      className={styles.ring}
      data-ring={kind}
      style={{
        left: names + place.column * COLUMN_WIDTH,
        top: isHead ? 0 : place.row * ROW_HEIGHT,
        width: COLUMN_WIDTH,
        height: isHead ? HEAD_HEIGHT - 1 : ROW_HEIGHT - 1,
      }}
    />
  );
}

function isFold(key: string, place: Place, row: Row | undefined): row is Row {
  if (place.column !== NAME || row?.folded === undefined) return false;
  return (key === 'ArrowLeft' && !row.folded) || (key === 'ArrowRight' && row.folded);
}

/** Where the active cell is now; what went away is the first row or the newest run. */
function placeOf(active: { row?: string; column?: string }, rows: Row[], columns: Column[]): Place {
  const column = columns.findIndex(({ id }) => id === active.column);
  const row = rows.findIndex(({ key }) => key === active.row);
  if (active.row === undefined) return { row: HEAD, column: column === -1 ? columns.length - 1 : column };
  return {
    row: Math.max(0, row),
    column: column === -1 && active.column !== undefined ? columns.length - 1 : column,
  };
}

/** The list of before as long as it says the same. */
function useSame(list: number[]): number[] {
  const text = list.join(' ');
  return useMemo(() => (text === '' ? [] : text.split(' ').map(Number)), [text]);
}
