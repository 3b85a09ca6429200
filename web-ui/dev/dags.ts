import { ExactNumber } from '../src/api/json.ts';
import type { Dag, StepDef } from '../src/api/types.ts';
import { gallerySteps } from './gallery.ts';

const step = (
  id: string,
  type: StepDef['type'],
  dependsOn: string[],
  more: Partial<StepDef> = {},
): StepDef => ({
  id,
  type,
  dependsOn,
  triggerRule: 'all_success',
  ...more,
});

const STEPS: StepDef[] = [
  step('prepare', 'notebook', [], { notebook: 'notebooks/prepare.ipynb', title: 'Prepare ratings' }),
  step('choose', 'branch', ['prepare'], {
    branches: [
      { when: 'parameters.tune', to: ['tune-8', 'tune-16', 'tune-32'] },
      { otherwise: ['train'], to: ['train'] },
    ],
  }),
  step('tune-8', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('tune-16', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('tune-32', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb' }),
  step('train', 'notebook', ['choose'], { notebook: 'notebooks/train.ipynb', title: 'Train the model' }),
  step('predict', 'notebook', ['tune-8', 'tune-16', 'tune-32', 'train'], {
    notebook: 'notebooks/predict.ipynb',
    triggerRule: 'none_failed_min_one_success',
  }),
  step('report', 'shell', ['predict'], { shell: 'python -m recommender.report --top "$TOP"\nls report' }),
];

/** A Dag whose steps stand in groups. */
const GROUPED: StepDef[] = [
  step('orders', 'notebook', [], { notebook: 'notebooks/orders.ipynb', group: 'extract' }),
  step('customers', 'notebook', [], { notebook: 'notebooks/customers.ipynb', group: 'extract' }),
  step('rates', 'shell', [], { shell: 'curl rates', group: 'extract' }),
  step('join', 'notebook', ['orders', 'customers'], { notebook: 'notebooks/join.ipynb', group: 'transform' }),
  step('convert', 'notebook', ['join', 'rates'], { notebook: 'notebooks/convert.ipynb', group: 'transform' }),
  step('check', 'script', ['convert'], { script: 'checks.py', group: 'transform' }),
  step('publish', 'notebook', ['check'], { notebook: 'notebooks/publish.ipynb' }),
];

/** A thousand steps: chains in groups of ten that meet in a step of their own. */
const MANY: StepDef[] = Array.from({ length: 100 }, (_, group) => {
  const name = `g${String(group).padStart(2, '0')}`;
  return Array.from({ length: 10 }, (_, i) =>
    step(
      `${name}-${i}`,
      'noop',
      i === 0
        ? group < 10
          ? []
          : [`g${String(group - 10).padStart(2, '0')}-9`]
        : [`${name}-${i < 4 ? 0 : i - 3}`],
      { group: name },
    ),
  );
}).flat();

/** Five hundred steps in groups of twenty, with hundreds of past runs. */
const GRID: StepDef[] = Array.from({ length: 500 }, (_, i) =>
  step(
    `step-${String(i).padStart(3, '0')}`,
    'noop',
    i < 20 ? [] : [`step-${String(i - 20).padStart(3, '0')}`],
    {
      group: `part-${String(Math.floor(i / 20)).padStart(2, '0')}`,
    },
  ),
);

/** A thousand steps, of which all but two can run at once. */
const FAN: StepDef[] = [
  step('split', 'noop', []),
  ...Array.from({ length: 998 }, (_, i) =>
    step(`part-${i}`, 'notebook', ['split'], { notebook: 'notebooks/part.ipynb' }),
  ),
  step(
    'merge',
    'noop',
    Array.from({ length: 998 }, (_, i) => `part-${i}`),
  ),
];

function dag(
  name: string,
  title: string | undefined,
  tags: string[],
  steps: StepDef[],
  parameters: Dag['parameters'] = [],
): Dag {
  const now = new Date().toISOString();
  return {
    project: 'demo',
    name,
    title,
    tags,
    steps,
    parameters,
    origin: { kind: 'file', path: `dags/${name}.yaml` },
    version: 2,
    archived: false,
    lastRuns: [],
    maxActiveRuns: 4,
    createdAt: now,
    updatedAt: now,
  };
}

export function seedDags(): Dag[] {
  return [
    dag('recommender', 'Film recommender', ['demo', 'ml'], STEPS, [
      { name: 'tune', type: 'boolean', default: false, title: 'Search hyperparameters', required: false },
      {
        name: 'factors',
        type: 'integer',
        default: 16,
        minimum: 2,
        maximum: 256,
        required: false,
        description: 'Width of the model',
      },
      { name: 'region', type: 'string', enum: ['eu', 'ap'], default: 'eu', required: false },
      { name: 'fail', type: 'boolean', default: false, title: 'Fail on purpose', required: false },
      { name: 'weights', type: 'object', default: { recency: 0.4 }, required: false },
      {
        name: 'seed',
        type: 'integer',
        default: new ExactNumber('12345678901234567890'),
        required: false,
      },
    ]),
    dag('nightly-report', undefined, ['finance'], [step('report', 'shell', [], { shell: 'make report' })]),
    dag('warehouse', 'Warehouse load', ['finance'], GROUPED),
    dag(
      'many',
      'A thousand steps',
      ['load'],
      MANY.map((s) => ({ ...s, group: undefined })),
    ),
    dag('many-grouped', 'A thousand steps in groups', ['load'], MANY),
    dag('grid-500', 'Five hundred steps, many runs', ['load'], GRID),
    dag('fan', 'A thousand steps at once', ['load'], FAN),
    dag(
      'many-cells',
      'A thousand notebooks',
      ['load'],
      MANY.map((s) => ({ ...s, type: 'notebook', notebook: 'notebooks/ten.ipynb', group: undefined })),
    ),
    dag('gallery', 'Recorded notebooks', ['demo'], gallerySteps()),
  ];
}
