import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Shown only when loading takes long enough to be noticed. */
export function Loading() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" style={{ display: 'grid', placeItems: 'center', minHeight: 160 }}>
      {shown && <Loader size="sm" color="gray" aria-hidden />}
      <span className="sr-only">Loading</span>
    </div>
  );
}
