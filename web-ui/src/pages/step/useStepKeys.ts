import { useEffect } from 'react';
import { useNavigate } from 'react-router';

import type { StepRun } from '../../api/types';
import { links } from '../../app/links';
import { isTyping } from '../../ui/keys';

/** `[` and `]` go to the step before and after this one, in the order of the list. */
export function useStepKeys(steps: StepRun[], step: StepRun | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = event.key === '[' ? -1 : event.key === ']' ? 1 : 0;
      if (by === 0 || isTyping(event)) return;
      const next = steps[steps.findIndex((one) => one.id === step?.id) + by];
      if (step === undefined || next === undefined) return;
      event.preventDefault();
      void navigate(links.step(next.run, next.step, next.mapPath));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate, steps, step]);
}
