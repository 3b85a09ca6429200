import { useMemo } from 'react';

import { parseValue } from '../../../api/json';
import { CellView } from '../../../notebook/CellView';
import { numbersOf } from '../../../notebook/cells';
import { languageOf } from '../../../notebook/highlight';
import notebookStyles from '../../../notebook/Notebook.module.css';
import { Empty } from '../../../ui/Layout';
import { readNotebook } from './notebookFile';
import styles from './Preview.module.css';

/** A published notebook, read only. */
export function NotebookFileView({ attempt, text }: { attempt: string; text: string }) {
  const file = useMemo(() => {
    try {
      return readNotebook(attempt, parseValue(text));
    } catch {
      return undefined;
    }
  }, [attempt, text]);
  if (file === undefined)
    return <Empty title="This file is no notebook">Download it to see what is in it.</Empty>;
  const { notebook, leftOut } = file;
  const numbers = numbersOf(notebook.cells);
  return (
    <>
      {leftOut > 0 && (
        <p className={styles.note}>
          HTML, charts and widgets of this file are shown by the text or the picture that it holds of them.
        </p>
      )}
      <div className={notebookStyles.notebook} data-report>
        {notebook.cells.map((cell) => (
          <CellView
            key={cell.index}
            attempt={attempt}
            cell={cell}
            number={numbers.get(cell)}
            language={languageOf(notebook.kernel)}
          />
        ))}
      </div>
    </>
  );
}
