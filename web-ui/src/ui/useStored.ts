import { useState } from 'react';

const PREFIX = 'millrace-';

/** A choice of the reader that stays in this browser. Where nothing can be stored it is good for this page. */
export function useStored(name: string, first: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const stored = read(PREFIX + name);
    return stored === null ? first : stored === 'true';
  });
  const store = (next: boolean) => {
    setValue(next);
    write(PREFIX + name, String(next));
  };
  return [value, store];
}

/** Storage may be forbidden by the browser's settings. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice is not remembered.
  }
}
