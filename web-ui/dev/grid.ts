import type { Grid, GridRun, GridStep, GridTick, Run, StepRun, StepState } from '../src/api/types.ts';
import type { World } from './world.ts';

const LETTERS: Record<StepState, string> = {
  waiting: 'w',
  ready: 'q',
  running: 'r',
  retry_wait: 't',
  succeeded: 's',
  failed: 'f',
  skipped: 'k',
  upstream_failed: 'u',
  cancelled: 'c',
};
/** The Dag whose runs are made up as they are asked for. */
const MADE_UP = 'grid-500';
const MADE_UP_RUNS = 250;
const HOUR = 3_600_000;
const BEGIN = Math.floor(Date.now() / HOUR) * HOUR;

type Reply = (value: unknown, status?: number) => void;

/** A page of a Dag's grid. */
export function grid(
  world: World,
  name: string,
  query: URLSearchParams,
  json: Reply,
  none: () => void,
): void {
  const dag = world.store.dags.find((d) => d.name === name);
  if (dag === undefined) {
    none();
    return;
  }
  const steps = dag.steps.map(({ id, title, group }): GridStep => ({ id, title, group }));
  const before = query.get('before') ?? 'g';
  const limit = Number(query.get('runs') ?? 100);
  const runs = (name === MADE_UP ? madeUpRuns(steps) : storedRuns(world, name, steps))
    .filter((run) => run.id < before && passes(query, run))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const page = runs.slice(0, limit);
  const next = runs.length > limit ? page.at(-1)?.id : undefined;
  const all = query.has('state') || query.has('trigger') ? [] : ticksBetween(name, runs);
  const ticks = all.filter(({ id }) => id < before && (next === undefined || id > next));
  json({ topic: `dag:${name}@1-1-0`, steps, runs: page, ticks, next } satisfies Grid);
}

function passes(query: URLSearchParams, run: GridRun): boolean {
  const [kind, name] = (query.get('trigger') ?? '').split(':');
  return (
    (query.get('state') ?? run.state).split(',').includes(run.state) &&
    (kind === '' || (kind === run.triggerKind && (name === undefined || name === run.trigger))) &&
    run.logicalTime >= (query.get('from') ?? '') &&
    run.logicalTime < (query.get('to') ?? 'z')
  );
}

/** What a grid shows of a run above its steps. */
export function head(run: Run): Omit<GridRun, 'states' | 'seconds' | 'attempts'> {
  const { id, logicalTime, state, createdAt, startedAt, endedAt } = run;
  return {
    id,
    logicalTime,
    state,
    triggerKind: run.trigger.kind,
    trigger: run.trigger.name,
    createdAt,
    startedAt,
    endedAt,
  };
}

export function cell(step: StepRun): { step: string; state: string; seconds?: number; attempts: number } {
  return {
    step: step.step,
    state: LETTERS[step.state],
    seconds: secondsOf(step),
    attempts: step.attempts.length,
  };
}

function secondsOf({ startedAt, endedAt }: StepRun): number | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 100) / 10;
}

function storedRuns(world: World, dag: string, steps: GridStep[]): GridRun[] {
  return [...world.store.runs.values()]
    .filter((run) => run.dag === dag)
    .map((run) => {
      const cells = new Map(world.store.steps.get(run.id)?.map((step) => [step.step, cell(step)]));
      return {
        ...head(run),
        states: steps.map(({ id }) => cells.get(id)?.state ?? '.').join(''),
        seconds: steps.map(({ id }) => cells.get(id)?.seconds ?? -1),
        attempts: steps.map(({ id }) => cells.get(id)?.attempts ?? 0),
      };
    });
}

function madeUpRuns(steps: GridStep[]): GridRun[] {
  return Array.from({ length: MADE_UP_RUNS }, (_, i) => {
    const failing = i % 9 === 4 ? (i * 53) % steps.length : steps.length;
    const at = new Date(BEGIN - (MADE_UP_RUNS - i) * 6 * HOUR);
    const took = 600 + ((i * 131) % 1800);
    return {
      id: `0190b2c0-7d1e-7000-8000-${(i + 1).toString(16).padStart(12, '0')}`,
      logicalTime: at.toISOString(),
      state: failing < steps.length ? 'failed' : 'succeeded',
      triggerKind: 'schedule',
      trigger: 'schedule',
      createdAt: at.toISOString(),
      startedAt: at.toISOString(),
      endedAt: new Date(at.getTime() + took * 1000).toISOString(),
      states: steps
        .map((_, s) =>
          s === failing
            ? 'f'
            : s > failing && (s - failing) % 20 === 0
              ? 'u'
              : (s + i) % 41 === 0
                ? 'k'
                : 's',
        )
        .join(''),
      seconds: steps.map((_, s) => Math.round(10 + ((s * 37 + i * 11) % 900))),
      attempts: steps.map((_, s) => ((s + i) % 29 === 0 ? 2 : 1)),
    };
  });
}

/** Times that started no run, behind the fifth and the tenth newest. */
function ticksBetween(dag: string, runs: GridRun[]): GridTick[] {
  if (dag !== 'recommender') return [];
  const tick = (place: number, more: Partial<GridTick>): GridTick[] => {
    const run = runs[place];
    return run === undefined
      ? []
      : [
          {
            id: run.id.slice(0, -1) + (parseInt(run.id.slice(-1), 16) ^ 1).toString(16),
            trigger: 'schedule',
            tick: run.logicalTime,
            count: 1,
            outcome: 'skipped',
            ...more,
          },
        ];
  };
  return [
    ...tick(5, { reason: 'a run of the Dag was active: overlap is skip' }),
    ...tick(10, {
      outcome: 'paused',
      count: 8,
      until: runs[9]?.logicalTime,
      reason: 'the trigger was paused',
    }),
  ];
}

/** The first line of why a step is as it is. */
export function errorLine(world: World, run: string, step: string): { line?: string; failedCell?: number } {
  const known = world.store.steps.get(run)?.find((s) => s.step === step);
  if (known === undefined) return { line: "KeyError: 'region'", failedCell: 5 };
  const line = (known.attempts.at(-1)?.message ?? known.message)?.split('\n')[0];
  return { line };
}

/** A step of a run. */
export function gridStep(world: World, run: string, step: string): StepRun | undefined {
  const known = world.store.steps.get(run);
  if (known !== undefined) return known.find((s) => s.step === step);
  return {
    id: `${run}-${step}`,
    run,
    step,
    mapPath: [],
    type: 'notebook',
    work: { notebook: `notebooks/${step}.ipynb` },
    state: 'succeeded',
    triggerRule: 'all_success',
    dependsOn: [],
    attempts: [],
    userRetries: 0,
    platformRetries: 3,
  };
}
