import type { EnvironmentProgress } from '../api/types';
import { stripAnsi } from '../notebook/ansi';
import { plural } from '../ui/format';

const COLLECTING = /^\s*Collecting ([A-Za-z0-9][\w.-]*)/;
const INSTALLING = /^\s*Installing collected packages: (.+)$/;
const BUILDING = /^\s*Building wheels? for (?:collected packages: )?([A-Za-z0-9][\w.-]*)/;
/** As uv says it, which does not name the packages. */
const RESOLVED = /^\s*Resolved (\d+) packages? in /;
const INSTALLED = /^\s*Successfully installed /;

/** Goes on with what pip or uv prints; text that says nothing of its progress changes nothing. */
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
    return {
      collected: collected + 1,
      says: `collects ${collecting} (package ${collected + 1})`,
      short: `package ${collected + 1}`,
    };
  const building = BUILDING.exec(line)?.[1];
  if (building !== undefined) return { collected, says: `builds ${building}`, short: `builds ${building}` };
  const installing = INSTALLING.exec(line)?.[1];
  const count = installing?.split(',').length ?? Number(RESOLVED.exec(line)?.[1]);
  if (count > 0) {
    const packages = plural(count, 'package');
    return { collected, says: `installs ${packages}`, short: packages };
  }
  return INSTALLED.test(line) ? { collected, says: 'checks what was installed', short: 'checked' } : known;
}
