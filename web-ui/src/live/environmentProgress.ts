import type { EnvironmentProgress } from '../api/types';
import { stripAnsi } from '../notebook/ansi';
import { plural } from '../ui/format';

const COLLECTING = /^\s*Collecting ([A-Za-z0-9][\w.-]*)/;
const INSTALLING = /^\s*Installing collected packages: (.+)$/;
const BUILDING = /^\s*Building wheels? for (?:collected packages: )?([A-Za-z0-9][\w.-]*)/;
const INSTALLED = /^\s*Successfully installed /;

/** Goes on with what pip prints; text that says nothing of its progress changes nothing. */
export function continueProgress(
  before: EnvironmentProgress | undefined,
  text: string,
): EnvironmentProgress | undefined {
  return stripAnsi(text)
    .split('\n')
    .reduce((known, line) => afterLine(known, line), before);
}

function afterLine(known: EnvironmentProgress | undefined, line: string): EnvironmentProgress | undefined {
  const collected = known?.collected ?? 0;
  const collecting = COLLECTING.exec(line)?.[1];
  if (collecting !== undefined)
    return { collected: collected + 1, says: `collects ${collecting} (package ${collected + 1})` };
  const building = BUILDING.exec(line)?.[1];
  if (building !== undefined) return { collected, says: `builds ${building}` };
  const installing = INSTALLING.exec(line)?.[1];
  if (installing !== undefined)
    return { collected, says: `installs ${plural(installing.split(',').length, 'package')}` };
  return INSTALLED.test(line) ? { collected, says: 'checks what was installed' } : known;
}
