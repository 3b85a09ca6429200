import { TableBox } from '../../../ui/Layout';
import styles from './Preview.module.css';

/** The most that is shown of a table. */
export const ROWS = 200;
export const COLUMNS = 200;

interface Props {
  header: string[];
  types: string[];
  rows: string[][];
  numeric: boolean[];
  /** How many there are in the file. */
  columns: number;
  /** How many rows there are, in words. */
  count: string;
}

/** Rows with the names and types of their columns, whose widths can be drawn wider. */
export function RowsTable({ header, types, rows, numeric, columns, count }: Props) {
  const isNumber = (i: number) => (numeric[i] === true ? true : undefined);
  return (
    <>
      <TableBox label="Table">
        <thead>
          <tr>
            {header.map((name, i) => (
              <th key={i} data-numeric={isNumber(i)}>
                <div className={styles.column} title={name}>
                  {name}
                  <div className={styles.type}>{types[i]}</div>
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={y}>
              {header.map((_, x) => (
                <td key={x} className={styles.field} data-numeric={isNumber(x)}>
                  {row[x]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBox>
      <p className={styles.note}>
        {columns > header.length && `The first ${header.length} of ${columns.toLocaleString('en')} columns. `}
        {count}
      </p>
    </>
  );
}
