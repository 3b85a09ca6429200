import { useQuery } from '@tanstack/react-query';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import { CopyButton } from '../../../ui/CopyButton';
import { TableBox } from '../../../ui/Layout';
import { artifactsLine, patternsOf, type PatternOfFiles } from './patterns';
import styles from './Preview.module.css';

/** Files of one pattern that are named. */
const MOST_NAMED = 3;

/** A worker reports so many paths. */
const MOST_REPORTED = 500;

/** What the attempt wrote and did not publish, with the patterns that would publish it; nothing where there is none. */
export function Unpublished({ attempt }: { attempt: string }) {
  const { data } = useQuery({
    queryKey: keys.unpublished(attempt),
    queryFn: ({ signal }) => api.unpublished(attempt, signal),
    staleTime: Infinity,
  });
  if (data === undefined || data.paths.length === 0) return null;
  const patterns = patternsOf(data.paths);
  const line = artifactsLine(patterns.map(({ pattern }) => pattern));
  return (
    <div className={styles.unpublished}>
      <p>
        {countOf(data.paths.length)} written and not published. Add the patterns of those that later steps or
        people need to the step’s <code>artifacts</code>.{' '}
        <CopyButton label="Copy a line with all patterns" text={() => line} />
      </p>
      <TableBox label="Files that were not published">
        <thead>
          <tr>
            <th>Pattern</th>
            <th>Files</th>
          </tr>
        </thead>
        <tbody>
          {patterns.map((group) => (
            <tr key={group.pattern}>
              <td>
                <code>{group.pattern}</code>
              </td>
              <td>{filesOf(group)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  );
}

function countOf(files: number): string {
  if (files >= MOST_REPORTED) return `At least ${files} files were`;
  return files === 1 ? 'One file was' : `${files} files were`;
}

function filesOf({ paths }: PatternOfFiles): string {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  return paths.length > MOST_NAMED ? `${named} and ${paths.length - MOST_NAMED} more` : named;
}
