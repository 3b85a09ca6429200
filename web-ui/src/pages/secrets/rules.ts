/** The server's rules, told before a request is sent. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const FEWEST_BYTES = 4;

/** What is wrong with a secret's name; undefined when nothing is, or nothing was typed yet. */
export function nameFlaw(name: string): string | undefined {
  return name === '' || NAME.test(name)
    ? undefined
    : 'Begin with a letter or digit, then letters, digits, “.”, “_” and “-”, at most 63 in all';
}

/** What is wrong with a secret's value; undefined when nothing is, or nothing was typed yet. */
export function valueFlaw(value: string): string | undefined {
  if (value === '') return undefined;
  return new TextEncoder().encode(value).length < FEWEST_BYTES || value.trim() === ''
    ? `At least ${FEWEST_BYTES} characters: a shorter one could not be masked in what steps print`
    : undefined;
}

/** Whether the server would take both. */
export function isComplete(name: string, value: string): boolean {
  return name !== '' && value !== '' && nameFlaw(name) === undefined && valueFlaw(value) === undefined;
}
