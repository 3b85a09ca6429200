import type {
  Attempt,
  AttemptBrief,
  Dag,
  JsonObject,
  Run,
  StepDef,
  StepRun,
  StepState,
} from '../src/api/types.ts';
import { galleryNotebook } from './gallery.ts';
import { playNotebook } from './notebookRun.ts';
import { spread } from './gantt.ts';
import { PREPARE, TEN, train } from './notebooks.ts';
import { now, Store, zero } from './store.ts';

/** Some runs, and a clock that moves the live ones. */
export class World {
  readonly store = new Store();
  /** The version that a run's next attempts run, once it was reopened. */
  private readonly versions = new Map<string, number>();
  /** Divides all waiting; 0 for runs that are over at once. */
  private speed = 1;

  /** Past runs, and one that is under way. */
  async seed(): Promise<void> {
    this.speed = 0;
    for (let i = 18; i > 0; i--) {
      const run = await this.start('recommender', { tune: i % 5 === 0, fail: i % 7 === 3, flaky: i === 2 });
      if (i % 3 !== 0) run.trigger = { kind: 'schedule', name: 'schedule' };
      this.backdate(run, i * 3_600_000, 25_000 + ((i * 37) % 50) * 1000);
    }
    for (const dag of ['warehouse', 'many', 'many-grouped', 'gallery', 'many-cells']) {
      const run = await this.start(dag, {});
      if (dag === 'many-cells') this.backdate(run, 3_600_000, 60_000);
    }
    this.speed = 1;
    void this.start('recommender', { factors: 32 });
  }

  start(dagName: string, given: JsonObject): Promise<Run> & { run: Run } {
    const dag = this.store.dags.find((d) => d.name === dagName) ?? this.store.dags[0];
    if (dag === undefined) throw new Error('no Dag');
    const run = this.newRun(dag, given);
    const ended = this.execute(dag, run, given).then(() => run);
    return Object.assign(ended, { run });
  }

  /** Runs the steps again, all of them successfully; on a version that was deployed since, if asked for. */
  async rerun(run: Run, touched: StepRun[], latest: boolean): Promise<void> {
    const dag = this.store.dags.find((d) => d.name === run.dag);
    if (dag === undefined) return;
    run.rerun = (run.rerun ?? 0) + 1;
    this.versions.set(run.id, latest ? run.dagVersion + 1 : run.dagVersion);
    for (const step of touched) {
      const { state, message, endedAt } = step;
      step.ends = [...(step.ends ?? []), { rerun: run.rerun - 1, state, message, at: endedAt ?? now() }];
      Object.assign(step, { state: 'waiting', endedAt: undefined, message: undefined });
    }
    Object.assign(run, { state: 'running', stateText: 'running', endedAt: undefined });
    this.store.emitRun(run, 'run_reopened', { by: 'admin' });
    await this.execute(dag, run, { tune: run.parameters.tune?.value ?? false }, touched);
  }

  cancel(id: string): Run | undefined {
    const run = this.store.runs.get(id);
    if (run?.state !== 'running') return run;
    run.state = 'cancelling';
    run.cancelRequestedAt = now();
    this.store.emitRun(run, 'run_cancelling', {});
    return run;
  }

  private newRun(dag: Dag, given: JsonObject): Run {
    const run: Run = {
      id: this.store.id(),
      project: dag.project,
      dag: dag.name,
      dagVersion: dag.version,
      snapshot: '9f2c1d77ab34e1',
      state: 'queued',
      stateText: 'queued',
      createdBy: 'admin',
      trigger: { kind: 'manual' },
      logicalTime: now(),
      createdAt: now(),
      parameters: Object.fromEntries(
        dag.parameters.map((p) => [
          p.name,
          p.name in given
            ? { value: given[p.name] ?? null, source: 'given' as const }
            : { value: p.default ?? null, source: 'default' as const },
        ]),
      ),
      counts: { ...zero(), waiting: dag.steps.length },
      lastEventSeq: 0,
    };
    this.store.runs.set(run.id, run);
    this.store.runEvents.set(run.id, []);
    this.store.steps.set(
      run.id,
      dag.steps.map((s) => ({
        id: this.store.id(),
        run: run.id,
        step: s.id,
        mapPath: [],
        type: s.type,
        title: s.title,
        group: s.group,
        work: { notebook: s.notebook, script: s.script, shell: s.shell, branches: s.branches },
        state: 'waiting',
        triggerRule: s.triggerRule,
        dependsOn: s.dependsOn,
        attempts: [],
        userRetries: 1,
        platformRetries: 3,
      })),
    );
    dag.lastRuns = [{ id: run.id, state: run.state, createdAt: run.createdAt }, ...dag.lastRuns].slice(0, 20);
    this.store.emitRun(run, 'run_created', {});
    return run;
  }

  private async execute(dag: Dag, run: Run, given: JsonObject, again?: StepRun[]): Promise<void> {
    await this.wait(300);
    const steps = this.store.steps.get(run.id) ?? [];
    const kept = again === undefined ? [] : steps.filter((s) => !again.includes(s));
    const done = new Map<string, StepState>(kept.map((s) => [s.step, s.state]));
    if (again === undefined) {
      run.state = 'running';
      run.startedAt = now();
      run.stateText = 'running';
      this.store.emitRun(run, 'run_started', {});
    }
    while (done.size < dag.steps.length) {
      const ready = dag.steps.filter((s) => !done.has(s.id) && s.dependsOn.every((d) => done.has(d)));
      const results = await Promise.all(
        ready.map(async (def) => {
          const target = steps.find((s) => s.step === def.id);
          const state = target ? await this.runStep(run, def, target, given, done) : 'succeeded';
          return [def.id, state] as const;
        }),
      );
      for (const [id, state] of results) done.set(id, state);
    }
    const failed = steps.find((s) => s.state === 'failed');
    run.state = isCancelling(run) ? 'cancelled' : failed ? 'failed' : 'succeeded';
    if (run.dag === 'recommender') {
      run.outputs = failed ? {} : { rmse: 0.83 };
      run.outputsAbsent = failed
        ? { rmse: "steps.predict.outputs.rmse is absent (step 'predict' is upstream_failed)" }
        : undefined;
    }
    run.stateText = failed ? `failed: ${failed.step}, ${failed.message ?? ''}` : run.state;
    run.endedAt = now();
    this.store.emitRun(run, 'run_ended', { state: run.state, message: run.stateText });
  }

  private async runStep(
    run: Run,
    def: StepDef,
    target: StepRun,
    given: JsonObject,
    done: Map<string, StepState>,
  ): Promise<StepState> {
    const upstream = def.dependsOn.map((d) => done.get(d));
    if (isCancelling(run)) return this.end(run, target, 'cancelled');
    if (upstream.some((s) => s === 'failed' || s === 'upstream_failed'))
      return this.end(run, target, 'upstream_failed');
    const tuned = given.tune === true;
    if ((def.id.startsWith('tune-') && !tuned) || (def.id === 'train' && tuned))
      return this.end(run, target, 'skipped');
    target.state = 'ready';
    this.store.emitRun(run, 'step_ready', { step: def.id, state: 'ready' });
    if (def.type === 'branch') {
      target.branchChoice = tuned ? ['tune-8', 'tune-16', 'tune-32'] : ['train'];
      return this.end(run, target, 'succeeded');
    }
    if (def.type === 'noop') return this.end(run, target, 'succeeded');
    if (this.failsAtFirst(def, given)) {
      await this.runAttempt(run, def, target, 'failed', given);
      target.state = 'retry_wait';
      target.notBefore = new Date(Date.now() + 4000).toISOString();
      this.store.emitRun(run, 'step_retry_wait', {
        step: def.id,
        state: 'retry_wait',
        attempt: target.attempts[0]?.id,
        message: target.attempts[0]?.message,
      });
      await this.wait(4000);
    }
    const ok = await this.runAttempt(run, def, target, 'succeeded', given);
    return this.end(run, target, isCancelling(run) ? 'cancelled' : ok ? 'succeeded' : 'failed');
  }

  private failsAtFirst(def: StepDef, given: JsonObject): boolean {
    return def.type === 'shell' ? this.speed > 0 : def.id === 'train' && given.flaky === true;
  }

  private end(run: Run, target: StepRun, state: StepState): StepState {
    target.state = state;
    const last = target.attempts.at(-1);
    if (last) {
      target.endedAt = now();
      last.state =
        state === 'upstream_failed' || state === 'waiting' || state === 'ready' || state === 'retry_wait'
          ? 'failed'
          : state;
      last.endedAt = now();
      const attempt = this.store.attempts.get(last.id);
      if (attempt) Object.assign(attempt, { state: last.state, endedAt: last.endedAt });
    }
    if (state === 'succeeded' && target.step === 'train')
      target.outputs = { rmse: 0.8021, model: 'models/model.npy' };
    this.store.emitRun(run, 'step_ended', {
      step: target.step,
      state,
      attempt: last?.id,
      number: last?.number,
      message: target.message,
    });
    return state;
  }

  private async runAttempt(
    run: Run,
    def: StepDef,
    target: StepRun,
    aim: 'succeeded' | 'failed',
    given: JsonObject,
  ): Promise<boolean> {
    const number = target.attempts.length + 1;
    const attempt: Attempt = {
      id: this.store.id(),
      number,
      state: 'running',
      phase: 'files',
      worker: 'w-1',
      startedAt: now(),
      createdAt: now(),
      run: run.id,
      step: def.id,
      mapPath: [],
      epoch: number,
      dagVersion: this.versions.get(run.id) ?? run.dagVersion,
      deployment: 3,
      rerun: run.rerun ?? 0,
      snapshot: run.snapshot,
      notebook: def.notebook,
      kernel: def.notebook ? 'python3' : undefined,
      parameters: { factors: 32 },
      warnings: [],
      inputs:
        def.dependsOn.length > 0
          ? [{ path: 'data/ratings.npy', digest: 'b1946ac92492d234', producer: 'prepare' }]
          : [],
      secrets: def.id === 'train' ? [{ name: 'warehouse', version: 2 }] : [],
      hasNotebook: def.notebook !== undefined,
      lastEventSeq: 0,
    };
    this.store.attempts.set(attempt.id, attempt);
    this.store.attemptEvents.set(attempt.id, []);
    this.store.logs.set(attempt.id, '');
    const brief: AttemptBrief = {
      id: attempt.id,
      number,
      dagVersion: attempt.dagVersion,
      state: 'running',
      phase: 'files',
      worker: 'w-1',
      startedAt: now(),
      createdAt: now(),
    };
    target.attempts = [...target.attempts, brief];
    target.state = 'running';
    target.startedAt ??= now();
    this.store.emitRun(run, 'step_started', { step: def.id, state: 'running', attempt: attempt.id, number });
    for (const phase of def.notebook
      ? (['files', 'environment', 'kernel', 'cells'] as const)
      : (['files', 'cells'] as const)) {
      attempt.phase = phase;
      this.store.emitAttempt(attempt, 'phase', { phase });
      if (phase === 'environment')
        this.store.log(attempt, 'system', 'environment 3f2a is there (python 3.11, 14 packages)\n');
      await this.wait(500);
    }
    if (def.notebook === undefined) {
      for (let i = 1; i <= 8; i++) {
        this.store.log(
          attempt,
          i % 4 === 0 ? 'stderr' : 'stdout',
          `\u001b[2m${i}\u001b[0m  page ${i} of 8 written to report/${i}.html\n`,
        );
        await this.wait(400);
      }
      if (aim === 'failed') fail(attempt, brief, 'exit code 75: the mail server is busy');
      return aim === 'succeeded';
    }
    const recorded = galleryNotebook(def.notebook, attempt.id);
    if (recorded !== undefined) {
      this.store.notebooks.set(attempt.id, recorded);
      return true;
    }
    const cells = def.notebook.includes('ten')
      ? TEN
      : def.notebook.includes('train')
        ? train(given.fail === true || aim === 'failed')
        : PREPARE;
    const message = await playNotebook(
      { store: this.store, wait: (millis) => this.wait(millis), isCancelled: () => isCancelling(run) },
      attempt,
      cells,
    );
    target.message = aim === 'failed' ? undefined : message;
    if (message !== undefined) fail(attempt, brief, message);
    return message === undefined;
  }

  private wait(millis: number): Promise<void> {
    return this.speed === 0
      ? Promise.resolve()
      : new Promise((resolve) => setTimeout(resolve, millis / this.speed));
  }

  private backdate(run: Run, ago: number, took: number): void {
    const at = (offset: number) => new Date(Date.now() - ago + offset).toISOString();
    Object.assign(run, { createdAt: at(0), logicalTime: at(0), startedAt: at(300), endedAt: at(took) });
    const end = spread(this.store, run);
    if (end > Date.parse(run.endedAt ?? '')) run.endedAt = new Date(end + 200).toISOString();
    this.store.remember(run);
  }
}

function fail(attempt: Attempt, brief: AttemptBrief, message: string): void {
  const end = { state: 'failed', cause: 'user', message, endedAt: now() } as const;
  Object.assign(attempt, end);
  Object.assign(brief, end);
}

/** A function, since the compiler does not know that the state changes while a step waits. */
function isCancelling(run: Run): boolean {
  return run.state === 'cancelling';
}
