import { stripAnsi } from '../../../notebook/ansi';
import { plural } from '../../../ui/format';

const COLLECTING = /^\s*Collecting ([A-Za-z0-9][\w.-]*)/;
const INSTALLING = /^\s*Installing collected packages: (.+)$/;
const BUILDING = /^\s*Building wheels? for (?:collected packages: )?([A-Za-z0-9][\w.-]*)/;
const INSTALLED = /^\s*Successfully installed /;

/** What the installer is at, by the lines that pip has printed up to now; undefined: they say nothing of it. */
export function environmentProgress(lines: string[]): string | undefined {
  let collected = 0;
  let last: string | undefined;
  for (const line of lines.map(stripAnsi)) {
    const collecting = COLLECTING.exec(line)?.[1];
    const building = BUILDING.exec(line)?.[1];
    const installing = INSTALLING.exec(line)?.[1];
    if (collecting !== undefined) last = `collects ${collecting} (package ${++collected})`;
    else if (building !== undefined) last = `builds ${building}`;
    else if (installing !== undefined) last = `installs ${plural(installing.split(',').length, 'package')}`;
    else if (INSTALLED.test(line)) last = 'checks what was installed';
  }
  return last;
}
