import { showJson } from '../../api/json';
import type { Run } from '../../api/types';
import { formatTime } from '../../ui/format';
import { Empty, Facts, Section, TableBox } from '../../ui/Layout';
import styles from './RunPage.module.css';

/** The run's parameters, each with where its value came from. */
export function ParameterTable({ run }: { run: Run }) {
  const parameters = Object.entries(run.parameters);
  return (
    <div className={styles.results}>
      <Section title="Parameters" flush>
        {parameters.length === 0 ? (
          <Empty title="This Dag has no parameters" />
        ) : (
          <TableBox label="Parameters">
            <thead>
              <tr>
                <th>Parameter</th>
                <th>Value</th>
                <th>Source</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(([name, { value, source }]) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className={styles.value}>{showJson(value)}</td>
                  <td>{source}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        )}
      </Section>
      <Section title="Run">
        <Facts
          facts={[
            ['Id', <code key="id">{run.id}</code>],
            ['Logical time', formatTime(run.logicalTime)],
            ...(run.dataIntervalStart && run.dataIntervalEnd
              ? [
                  [
                    'Data interval',
                    `${formatTime(run.dataIntervalStart)} – ${formatTime(run.dataIntervalEnd)}`,
                  ] as [string, string],
                ]
              : []),
            ['Snapshot', <code key="snapshot">{run.snapshot?.slice(0, 12) ?? '–'}</code>],
          ]}
        />
      </Section>
    </div>
  );
}
