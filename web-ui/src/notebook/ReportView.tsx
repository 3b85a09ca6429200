import type { LiveNotebook } from '../api/types';
import { CellView } from './CellView';
import { numbersOf } from './cells';
import { languageOf } from './highlight';
import styles from './Notebook.module.css';

/** A notebook's texts and outputs, without its code. */
export function ReportView({ notebook }: { notebook: LiveNotebook }) {
  const numbers = numbersOf(notebook.cells);
  const language = languageOf(notebook.kernel);
  return (
    <div className={styles.notebook} data-report>
      {notebook.cells.map((cell) => (
        <CellView
          key={cell.index}
          attempt={notebook.attempt}
          cell={cell}
          number={numbers.get(cell)}
          language={language}
          withoutCode
        />
      ))}
    </div>
  );
}
