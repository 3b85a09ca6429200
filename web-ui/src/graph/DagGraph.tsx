import '@xyflow/react/dist/base.css';

import { ReactFlowProvider } from '@xyflow/react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

import { Fetched } from '../ui/Fetched';
import { draw, foldedAtFirst } from './drawing';
import { stepsWith } from './find';
import { GraphBar } from './GraphBar';
import { GraphView, type Target } from './GraphView';
import { structureKey, type GraphStep } from './layout';
import { cachedLayout } from './layoutCache';
import type { Marks } from './nodes';
import { related } from './related';
import { useChosen } from './useChosen';

/** Fewer steps are found by looking at them. */
const BAR_FROM = 5;

/** The steps as a layered graph with their groups, and with their states when they have any. */
export function DagGraph({ steps }: { steps: GraphStep[] }) {
  const [folded, setFolded] = useState(() => foldedAtFirst(steps));
  const chosen = useChosen();
  const { choose } = chosen;
  const [text, setText] = useState('');
  const [target, setTarget] = useState<Target | undefined>(
    chosen.id === undefined ? undefined : { id: chosen.id },
  );
  const asked = useMemo(() => draw(steps, folded), [steps, folded]);
  const laidOut = useQuery({
    queryKey: ['layout', structureKey(asked)],
    queryFn: async () => ({ layout: await cachedLayout(asked), folded }),
    // While a group opens, the drawing stays as it was.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  const toggle = useCallback(
    (name: string) =>
      setFolded((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        return next;
      }),
    [],
  );
  const shownFolded = laidOut.data?.folded ?? folded;
  const drawing = useMemo(() => draw(steps, shownFolded), [steps, shownFolded]);
  const found = useMemo(() => stepsWith(steps, text), [steps, text]);
  const { id, way } = chosen;
  const inFocus = useMemo(
    () => (id === undefined || way === undefined ? undefined : related(steps, id, way)),
    [steps, id, way],
  );
  const marks = useMemo<Marks>(() => ({ chosen: id, found: new Set(found), inFocus }), [id, found, inFocus]);
  const moveTo = (next: string) => {
    const group = steps.find((step) => step.id === next)?.group;
    if (group !== undefined && folded.has(group)) toggle(group);
    choose(next);
    setTarget({ id: next });
  };
  const focusOn = useCallback(
    (next: string) => (next === id ? choose(undefined) : choose(next, 'both')),
    [id, choose],
  );
  return (
    <>
      {(steps.length >= BAR_FROM || id !== undefined) && (
        <GraphBar
          steps={steps}
          chosen={chosen}
          text={text}
          found={found}
          onText={setText}
          onMoveTo={moveTo}
        />
      )}
      <Fetched query={laidOut}>
        {({ layout }) => (
          <ReactFlowProvider>
            <GraphView
              drawing={drawing}
              layout={layout}
              count={steps.length}
              marks={marks}
              target={target}
              onToggle={toggle}
              onChoose={focusOn}
            />
          </ReactFlowProvider>
        )}
      </Fetched>
    </>
  );
}
