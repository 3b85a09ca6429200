import { formatDuration } from '../../ui/format';

/** In words; both are seconds. */
export function timeLeft(usual: number, elapsed: number): string {
  const left = Math.round(usual - elapsed);
  return left < 1 ? `usually takes ${formatDuration(usual)}` : `about ${formatDuration(left)} left`;
}
