import type { VersionDiff } from '../src/api/types.ts';
import type { World } from './world.ts';

type Reply = (value: unknown, status?: number) => void;

/** A Dag, its two versions, or one of them. */
export function dag(
  world: World,
  name: string,
  sub: string,
  number: string | undefined,
  json: Reply,
  none: () => void,
): void {
  const found = world.store.dags.find((d) => d.name === name);
  if (found === undefined) none();
  else if (sub === '') json(found);
  else {
    const version = (n: number) => ({
      number: n,
      digest: 'd1',
      createdAt: found.createdAt,
      by: 'admin',
      definition: { name: found.name },
      source: `# version ${n}\nname: ${found.name}\ntitle: ${found.title ?? ''}\nmaxActiveRuns: ${n * 2}\n${n > 1 ? 'timeout: 2h\n' : ''}steps:\n${found.steps.map((s) => `  ${s.id}:\n    ${s.type}: ${s.notebook ?? s.shell ?? ''}\n`).join('')}`,
      sourcePath: found.origin.path,
    });
    json(number === undefined ? { items: [version(2), version(1)] } : version(Number(number)));
  }
}

/** From version 1 to version 2. */
export function versionDiff(dag: string): VersionDiff {
  return {
    dag,
    from: 1,
    to: 2,
    fields: [
      { path: '/maxActiveRuns', from: 2, to: 4 },
      { path: '/timeout', to: '2h' },
    ],
    steps: { added: [], removed: [], changed: [] },
    fromDeployment: 2,
    toDeployment: 3,
    files: [{ path: 'notebooks/train.ipynb', from: 'aa', to: 'bb', steps: ['train'] }],
    source: [
      `--- dags/${dag}.yaml version 1`,
      `+++ dags/${dag}.yaml version 2`,
      '@@ -1,5 +1,6 @@',
      '-# version 1',
      '+# version 2',
      ` name: ${dag}`,
      ' title: Film recommender',
      '-maxActiveRuns: 2',
      '+maxActiveRuns: 4',
      '+timeout: 2h',
      ' steps:',
      '',
    ].join('\n'),
  };
}
