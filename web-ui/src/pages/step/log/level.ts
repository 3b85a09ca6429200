const TIME = String.raw`\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?`;
const NAME = String.raw`[\w.]+`;
const LEVEL = 'DEBUG|INFO|WARNING|ERROR|CRITICAL';

/**
 * As Python's logging writes a line: `WARNING:name:text`, or with the time and the logger's name before the level in
 * the usual formats.
 */
const LINE = new RegExp(
  `^(?:(${LEVEL}):${NAME}:|${TIME}(?: ?[-|:] ?| )(?:${NAME}(?: ?[-|:] ?| ))?\\[?(${LEVEL})\\]?(?:[ :|-]|$)|\\[(${LEVEL})\\] )`,
);

export type Level = 'debug' | 'info' | 'warning' | 'error' | 'critical';

/** The level with which a line was logged; undefined: it does not say one. */
export function levelOf(line: string): Level | undefined {
  if (line.startsWith('[warning] ')) return 'warning';
  const found = LINE.exec(line);
  const level = found?.[1] ?? found?.[2] ?? found?.[3];
  return level?.toLowerCase() as Level | undefined;
}
