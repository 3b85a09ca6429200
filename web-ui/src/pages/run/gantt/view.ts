/** The part of time that is shown; milliseconds since 1970. */
export interface View {
  from: number;
  to: number;
}

/** Nothing shorter than this is shown in the whole width. */
const SHORTEST = 50;

/** Zooms by a factor (over 1: closer) around a time, within the whole. */
export function zoomed(view: View, whole: View, factor: number, around: number): View {
  const length = Math.min(whole.to - whole.from, Math.max(SHORTEST, (view.to - view.from) / factor));
  const share = (around - view.from) / (view.to - view.from);
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole);
}

/** Moves by milliseconds, within the whole. */
export function moved(view: View, whole: View, by: number): View {
  return within({ from: view.from + by, to: view.to + by }, whole);
}

function within(view: View, whole: View): View {
  const length = Math.min(view.to - view.from, whole.to - whole.from);
  const from = Math.min(Math.max(view.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3,
  1800e3, 3600e3, 7200e3, 14_400e3, 21_600e3, 43_200e3, 86_400e3, 172_800e3, 604_800e3,
];

export interface Mark {
  at: number;
  label: string;
}

/** Marks of the time since a start, about so many pixels apart. */
export function marks(view: View, start: number, width: number, apart = 90): Mark[] {
  const wanted = ((view.to - view.from) * apart) / Math.max(1, width);
  const step = STEPS.find((s) => s >= wanted) ?? Math.ceil(wanted / 604_800e3) * 604_800e3;
  const found: Mark[] = [];
  for (let n = Math.ceil((view.from - start) / step); start + n * step <= view.to; n++)
    found.push({ at: start + n * step, label: since(n * step, step) });
  return found;
}

/** "0", "250 ms", "1.5 s", "2:05", "1:02:05". */
export function since(millis: number, step: number): string {
  if (millis === 0) return '0';
  if (step < 1000) return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(step < 100 ? 2 : 1)} s`;
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
