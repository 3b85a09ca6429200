import { Link } from 'react-router';

import type { Run, SlowCell, StepRun } from '../../../api/types';
import { formatDuration } from '../../../ui/format';
import { Section, TableBox } from '../../../ui/Layout';
import { StateBadge } from '../../../ui/StateBadge';
import { stepKey } from '../../../live/runReducer';
import styles from './Gantt.module.css';
import { Trend } from './Trend';
import { cellAddress } from './useCellLink';
import { useCellLines, useSlowCells } from './useGantt';

/** The cells that took longest, and what they took before; nothing where no cell has ended. */
export function SlowCells({ run, steps }: { run: Run; steps: StepRun[] }) {
  const cells = useSlowCells(run).data ?? [];
  if (cells.length === 0) return null;
  return (
    <Section title="Slowest cells" flush>
      <TableBox label="Slowest cells">
        <thead>
          <tr>
            <th>Step</th>
            <th>Cell</th>
            <th>State</th>
            <th>Duration</th>
            <th>Runs before</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <CellRow key={`${cell.attempt}-${cell.cell}`} run={run} cell={cell} steps={steps} />
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

function CellRow({ run, cell, steps }: { run: Run; cell: SlowCell; steps: StepRun[] }) {
  const line = useCellLines(cell.attempt).data?.find((l) => l.index === cell.cell);
  const latest = steps.find((s) => s.step === cell.step)?.attempts.at(-1)?.id === cell.attempt;
  return (
    <tr>
      <td>{stepKey(cell.step, cell.mapPath)}</td>
      <td className={styles.cell}>
        <Link to={cellAddress(run.id, cell, latest ? undefined : cell.attempt, line?.number)}>
          {line ? `Cell ${line.number}` : 'Cell'} <code className={styles.source}>{line?.firstLine}</code>
        </Link>
      </td>
      <td>
        <StateBadge state={cell.state} />
      </td>
      <td className={styles.number}>{formatDuration(cell.seconds)}</td>
      <td>
        <Trend past={cell.past.map((p) => p.seconds)} now={cell.seconds} />
      </td>
    </tr>
  );
}
