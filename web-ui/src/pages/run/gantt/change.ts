/** How a duration compares with the median of earlier ones: "2.3 × longer", "as usual"; rounding errors are no change. */
export function change(past: number[], now: number): string {
  const median = [...past].sort((a, b) => a - b)[Math.floor((past.length - 1) / 2)] ?? 0;
  if (median === 0) return '';
  const ratio = now / median;
  if (Math.abs(now - median) < 0.05 || (ratio > 0.8 && ratio < 1.25)) return 'as usual';
  return ratio > 1 ? `${ratio.toFixed(1)} × longer` : `${(1 / ratio).toFixed(1)} × shorter`;
}
