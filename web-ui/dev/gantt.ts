import type { AttemptBrief, Gantt, Run, SlowCell, StepRun } from '../src/api/types.ts';
import type { Store } from './store.ts';

type Timeline = Gantt['attempts'][number];

/** Gives the attempts of a past run the times that they would have taken; answers when the last ended. */
export function spread(store: Store, run: Run): number {
  const steps = store.steps.get(run.id) ?? [];
  const began = Date.parse(run.startedAt ?? run.createdAt);
  const ends = new Map<string, number>();
  for (const step of steps) {
    let at = Math.max(began, ...step.dependsOn.map((d) => ends.get(d) ?? began));
    if (step.attempts.length > 0) step.startedAt = time(at + 900);
    for (const attempt of step.attempts) at = spreadAttempt(store, step, attempt, at);
    ends.set(step.step, at);
    if (step.state !== 'waiting') step.endedAt = time(at);
  }
  return Math.max(began, ...ends.values());
}

function spreadAttempt(store: Store, step: StepRun, attempt: AttemptBrief, ready: number): number {
  const queued = ready + (attempt.number === 1 ? 20 : 4000);
  const started = queued + 300 + (hash(attempt.id) % 1500);
  const notebook = store.notebooks.get(attempt.id);
  const phases: Timeline['phases'] = [];
  let at = 0;
  const phase = (name: Timeline['phases'][number]['phase'], length: number) => {
    phases.push({ phase: name, offset: at, length });
    at += length;
  };
  phase('files', 250);
  if (step.type === 'notebook') {
    phase('environment', 400 + (hash(step.step) % 2000));
    phase('kernel', 700);
  }
  const cells: Timeline['cells'] = [];
  const first = at;
  for (const cell of notebook?.cells ?? []) {
    if (cell.type !== 'code' || cell.state === 'not_run') continue;
    const length = 100 + (hash(step.step + cell.id + attempt.id.slice(-3)) % 9000);
    cells.push({ cell: cell.index, id: cell.id, offset: at, length, state: cell.state });
    at += length;
  }
  if (cells.length === 0) at += 2500;
  phases.push({ phase: 'cells', offset: first, length: at - first });
  const end = started + at + 150;
  Object.assign(attempt, { queuedAt: time(queued), createdAt: time(started - 30), startedAt: time(started) });
  if (attempt.endedAt) attempt.endedAt = time(end);
  store.timelines.set(attempt.id, { attempt: attempt.id, phases, cells });
  return end;
}

export function ganttOf(store: Store, run: Run): Gantt {
  const attempts = (store.steps.get(run.id) ?? []).flatMap((s) => s.attempts);
  const previous = [...store.runs.values()]
    .filter((r) => r.dag === run.dag && r.state === 'succeeded' && r.createdAt < run.createdAt)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  return {
    previous: previous?.id,
    attempts: attempts.flatMap((a) => store.timelines.get(a.id) ?? live(store, a)),
    complete: true,
  };
}

/** From the events, as the server does it. */
function live(store: Store, { id }: AttemptBrief): Timeline[] {
  const events = store.attemptEvents.get(id) ?? [];
  const began = Date.parse(events[0]?.at ?? '');
  const timeline: Timeline = { attempt: id, phases: [], cells: [] };
  for (const { kind, at, data } of events) {
    const offset = Date.parse(at) - began;
    const last = timeline.phases.at(-1);
    if (kind === 'phase') {
      if (last) last.length ??= offset - last.offset;
      timeline.phases.push({ phase: data.phase as Timeline['phases'][number]['phase'], offset });
    } else if (kind === 'cell_started')
      timeline.cells.push({
        cell: data.cell as number,
        id: data.cell_id as string,
        offset,
        state: 'running',
      });
    else if (kind === 'cell_finished') {
      const cell = timeline.cells.at(-1);
      if (cell !== undefined && cell.cell === data.cell)
        Object.assign(cell, { length: offset - cell.offset, state: data.state });
    }
  }
  return events.length === 0 ? [] : [timeline];
}

export function slowCellsOf(store: Store, run: Run): SlowCell[] {
  const cells = (store.steps.get(run.id) ?? []).flatMap((step) => {
    const attempt = step.attempts.at(-1);
    const timeline = attempt && store.timelines.get(attempt.id);
    return (timeline?.cells ?? []).map((cell) => ({ step, cell, attempt: timeline?.attempt ?? '' }));
  });
  return cells
    .sort((a, b) => (b.cell.length ?? 0) - (a.cell.length ?? 0))
    .slice(0, 10)
    .map(({ step, cell, attempt }) => ({
      step: step.step,
      mapPath: [],
      attempt,
      cell: cell.cell,
      state: cell.state,
      seconds: (cell.length ?? 0) / 1000,
      past: Array.from({ length: hash(cell.id) % 11 }, (_, i) => ({
        run: `r${i}`,
        seconds: ((cell.length ?? 0) / 1000) * (0.3 + (hash(`${cell.id}${i}`) % 100) / 100),
      })),
    }));
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) % 1_000_003;
  return value;
}

function time(at: number): string {
  return new Date(at).toISOString();
}
