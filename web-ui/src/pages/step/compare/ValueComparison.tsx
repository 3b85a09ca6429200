import type { JsonObject } from '../../../api/types';
import { Empty, Section, TableBox } from '../../../ui/Layout';
import { alignValues } from './align';
import styles from './Comparison.module.css';

interface Props {
  title: string;
  /** What the two sides are called. */
  names: [string, string];
  left: JsonObject | undefined;
  right: JsonObject | undefined;
}

/** Named values of two attempts, one name a row. */
export function ValueComparison({ title, names, left, right }: Props) {
  const pairs = alignValues(left, right);
  return (
    <Section title={title} flush>
      {pairs.length === 0 ? (
        <Empty title={`Neither attempt has ${title.toLowerCase()}`} />
      ) : (
        <TableBox label={title}>
          <thead>
            <tr>
              <th>Name</th>
              <th>{names[0]}</th>
              <th>{names[1]}</th>
              <th>
                <span className="sr-only">Difference</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.name} data-differs={pair.left !== pair.right || undefined}>
                <td>{pair.name}</td>
                <td className={styles.value}>{pair.left ?? '–'}</td>
                <td className={styles.value}>{pair.right ?? '–'}</td>
                <td>{pair.left !== pair.right && <span className={styles.mark}>differs</span>}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Section>
  );
}
