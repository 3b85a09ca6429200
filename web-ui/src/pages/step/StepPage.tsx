export function StepPage() {
  return null;
}
