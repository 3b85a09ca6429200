import { describe, expect, it } from 'vitest';

import { hunksOf } from './unified';

const DIFF = `--- dags/a.yaml version 1
+++ dags/a.yaml version 2
@@ -3,3 +3,4 @@
 steps:
-  a: { shell: one }
+  a: { shell: two }
+  b: { shell: -- }
   c: { noop: {} }
@@ -20 +21 @@
-last
+end
`;

describe('a text that tells what changed', () => {
  it('is read as pieces with the numbers of each side', () => {
    expect(hunksOf(DIFF)).toEqual([
      {
        hidden: 2,
        lines: [
          { kind: 'same', text: 'steps:', before: 3, after: 3 },
          { kind: 'removed', text: '  a: { shell: one }', before: 4 },
          { kind: 'added', text: '  a: { shell: two }', after: 4 },
          { kind: 'added', text: '  b: { shell: -- }', after: 5 },
          { kind: 'same', text: '  c: { noop: {} }', before: 5, after: 6 },
        ],
      },
      {
        hidden: 14,
        lines: [
          { kind: 'removed', text: 'last', before: 20 },
          { kind: 'added', text: 'end', after: 21 },
        ],
      },
    ]);
  });

  it('has no piece where nothing changed', () => {
    expect(hunksOf('')).toEqual([]);
  });
});
