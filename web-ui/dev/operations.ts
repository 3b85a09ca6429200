import type {
  Dag,
  Deployment,
  JsonObject,
  PastRerun,
  RerunRequest,
  Run,
  StepRun,
  Tick,
  Trigger,
  TriggerPreview,
  Why,
} from '../src/api/types.ts';
import type { Store } from './store.ts';

/** Made-up triggers, deployments, reruns and reasons. */
export class Operations {
  private readonly store: Store;
  private readonly triggers: Trigger[] = [
    trigger(
      'schedule',
      { cron: '0 6 * * *', zone: 'Asia/Seoul', interval: 'previous', overlap: 'queue' },
      { factors: 32 },
    ),
    { ...trigger('hourly', { every: '1h', overlap: 'skip' }), paused: true },
  ];
  private readonly deployments: Deployment[] = [
    deployment(3, 'Mend the training step', {
      changed: ['recommender'],
      unchanged: ['nightly-report', 'warehouse'],
      files: {
        added: { count: 0, first: [] },
        changed: { count: 2, first: ['dags/recommender.yaml', 'notebooks/train.ipynb'] },
        removed: { count: 0, first: [] },
      },
    }),
    deployment(2, undefined, { new: ['warehouse'], changed: ['recommender'], unchanged: ['nightly-report'] }),
    deployment(1, undefined, { new: ['recommender', 'nightly-report'], archived: ['old-report'] }),
  ];

  constructor(store: Store) {
    this.store = store;
  }

  triggersOf(dag: Dag): Trigger[] {
    return dag.name === 'recommender' ? this.triggers : [];
  }

  pause(name: string, paused: boolean): Trigger | undefined {
    const trigger = this.triggers.find((t) => t.name === name);
    if (trigger) trigger.paused = paused;
    return trigger;
  }

  preview(name: string, n: number): TriggerPreview {
    const hourly = name === 'hourly';
    const first = Math.ceil(Date.now() / 86_400_000) * 86_400_000 - 3 * 3_600_000;
    return {
      rule: hourly
        ? ['Every hour.', 'A tick during another run starts none.']
        : [
            'Every day at 06:00.',
            'A run is about the time from the tick before to the tick.',
            'A tick during another run waits for it.',
          ],
      paused: hourly,
      zone: hourly ? 'UTC' : 'Asia/Seoul',
      ticks: Array.from({ length: n }, (_, i) => {
        const utc = new Date(first + i * (hourly ? 1 : 24) * 3_600_000).toISOString();
        const at = utc;
        return i === 3 && !hourly
          ? {
              utc,
              local: utc,
              clockChange: { at, kind: 'gap', words: 'the clock goes forward from 02:00 to 03:00' },
            }
          : { utc, local: utc };
      }),
    };
  }

  ticks(name: string): Tick[] {
    if (name === 'hourly') return [];
    const at = (days: number) =>
      new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000 - 3 * 3_600_000).toISOString();
    const run = [...this.store.runs.values()].find((r) => r.dag === 'recommender')?.id;
    return [
      { tick: at(0), at: at(0), count: 1, outcome: 'run', run },
      {
        tick: at(1),
        at: at(1),
        count: 1,
        outcome: 'skipped',
        reason: 'a run of the Dag was active: overlap is skip',
      },
      {
        tick: at(9),
        at: at(9),
        until: at(2),
        count: 8,
        outcome: 'skipped',
        reason: 'missed while the trigger was paused; only the latest is made up for',
      },
      {
        tick: at(10),
        at: at(10),
        count: 1,
        outcome: 'error',
        reason: "parameter 'factors': 512 is more than 256",
      },
      { tick: at(11), at: at(11), count: 1, outcome: 'run', run },
    ];
  }

  deploymentsOf(): Deployment[] {
    return this.deployments.toReversed().toSorted((a, b) => b.number - a.number);
  }

  deploy(snapshot: string, reason: string | undefined, dryRun: boolean): Deployment {
    const made: Deployment = {
      ...deployment(this.deployments.length + 1, reason, {
        changed: ['recommender'],
        archived: ['warehouse'],
        unchanged: ['nightly-report'],
      }),
      snapshot,
      dryRun,
    };
    if (!dryRun) this.deployments.push(made);
    return made;
  }

  /** The steps that a rerun would touch. */
  touched(run: Run, asked: RerunRequest): StepRun[] {
    const steps = this.store.steps.get(run.id) ?? [];
    const begin =
      asked.only === 'selected'
        ? (asked.steps ?? [])
        : steps
            .filter((s) => s.state === 'failed' || s.state === 'upstream_failed' || s.state === 'cancelled')
            .map((s) => s.step);
    const names = new Set(begin);
    for (const step of steps) if (step.dependsOn.some((d) => names.has(d))) names.add(step.step);
    return steps.filter((s) => names.has(s.step));
  }

  /** How a run was reopened, always by the same person for the same reason. */
  reruns(run: Run): PastRerun[] {
    return Array.from({ length: run.rerun ?? 0 }, (_, i) => ({
      number: i + 1,
      by: 'admin',
      at: run.createdAt,
      reason: 'the service was away',
      steps: ['report'],
      undone: { state: 'failed', stateText: 'failed: report', at: run.createdAt, outputs: {} },
    }));
  }

  why(run: Run, step: string | undefined): Why {
    const { id, dag, state } = run;
    if (step === undefined) {
      return {
        run: id,
        state,
        reasons: [
          {
            code: 'max_active_runs',
            text: `4 runs of ${dag} are active, which is the most it allows.`,
            unblock: 'It starts when one of them ends, or when maxActiveRuns is raised.',
          },
        ],
      };
    }
    return {
      run: id,
      state,
      step,
      reasons: [
        {
          code: 'pool_full',
          step,
          text: "Pool 'gpu' has 2 slots, and both are in use.",
          unblock: 'A slot is free when one of its 2 steps ends, or when the pool is made larger.',
        },
        {
          code: 'no_worker',
          step,
          text: "No live worker serves the pool 'gpu'.",
          unblock: 'Start a worker with --pool gpu.',
        },
      ],
    };
  }
}

function trigger(name: string, schedule: JsonObject, parameters: JsonObject = {}): Trigger {
  const at = new Date().toISOString();
  return {
    project: 'demo',
    dag: 'recommender',
    name,
    kind: 'schedule',
    schedule,
    parameters,
    paused: false,
    archived: false,
    createdAt: at,
    updatedAt: at,
  };
}

function deployment(
  number: number,
  reason: string | undefined,
  plan: Partial<Deployment['plan']>,
): Deployment {
  return {
    number,
    project: 'demo',
    snapshot: `${number}f2c1d77ab34e19c0d5b8a7e6f4c3b2a1908f7e6d5c4b3a29180f7e6d5c4b3a2`,
    by: 'admin',
    at: new Date(Date.now() - (4 - number) * 86_400_000).toISOString(),
    reason,
    dryRun: false,
    plan: { new: [], changed: [], unchanged: [], archived: [], stoppedSchedules: [], ...plan },
    warnings: [],
    dags: [{ name: 'recommender', version: Math.min(2, number) }],
  };
}
