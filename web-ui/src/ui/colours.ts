/** A canvas knows no variables of style sheets: an element is asked what they come to in the scheme that is on. */
export function readColours<Name extends string>(
  within: HTMLElement,
  styles: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const probe = document.createElement('span');
  within.append(probe);
  const colours = {} as Record<Name, string>;
  for (const name of Object.keys(styles) as Name[]) {
    probe.style.color = styles[name];
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}
