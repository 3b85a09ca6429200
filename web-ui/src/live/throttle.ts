/** Calls at most once in an interval: at once when it was quiet, else at the interval's end. */
export function throttle(action: () => void, milliseconds: number): { (): void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending = false;
  const fire = () => {
    pending = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (pending) fire();
    }, milliseconds);
    action();
  };
  const call = () => {
    if (timer === undefined) fire();
    else pending = true;
  };
  return Object.assign(call, {
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      pending = false;
    },
  });
}
