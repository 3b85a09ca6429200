/** A pattern for `artifacts`, with the files that it would publish. */
export interface PatternOfFiles {
  pattern: string;
  paths: string[];
}

/**
 * Patterns that would publish all of these files: one for files of one folder with the same ending, the path itself for
 * a file that stands alone.
 */
export function patternsOf(paths: string[]): PatternOfFiles[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const pattern = wide(path) ?? literal(path);
    groups.set(pattern, [...(groups.get(pattern) ?? []), path]);
  }
  return [...groups].map(([pattern, files]) => {
    const [only] = files;
    return { pattern: files.length === 1 && only !== undefined ? literal(only) : pattern, paths: files };
  });
}

/** All files beside it that have its ending; undefined for a file without one. */
function wide(path: string): string | undefined {
  const { folder, ending } = /^(?<folder>.*\/)?[^/]+\.(?<ending>[^./]+)$/.exec(path)?.groups ?? {};
  return ending === undefined ? undefined : `${literal(folder ?? '')}*.${literal(ending)}`;
}

/** The pattern that means this path and no other. */
function literal(path: string): string {
  return path.replaceAll(/[\\*?[{]/g, String.raw`\$&`);
}

/** The line for the step in its Dag file. */
export function artifactsLine(patterns: string[]): string {
  return `artifacts: [${patterns.map((pattern) => JSON.stringify(pattern)).join(', ')}]`;
}
