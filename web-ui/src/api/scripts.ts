/** A script of the application as data, for a frame to run: frames have no network. */
export async function fetchScript(address: string): Promise<Blob> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The library that draws this did not come (${answer.status}).`);
  return new Blob([await answer.arrayBuffer()], { type: 'text/javascript' });
}
