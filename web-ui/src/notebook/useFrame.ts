import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type RefObject } from 'react';

import { api } from '../api/endpoints';
import { frameHeight, isFrameAddress } from './frame';

/** Whether an element came into view once. */
export function useSeen(ref: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((e) => e.isIntersecting)) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, seen]);
  return seen;
}

/** The signed address of a cell's frame. It is asked for anew whenever the cell's outputs change. */
export function useFrameAddress(attempt: string, cell: number, version: string, enabled: boolean) {
  return useQuery({
    queryKey: ['frame', attempt, cell, version],
    queryFn: async ({ signal }) => {
      const { url } = await api.frame(attempt, cell, signal);
      if (!isFrameAddress(url, window.location.href))
        throw new Error('the server gave an address that may not be framed');
      return url;
    },
    enabled,
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** The height that the frame's page asks for, at most 4000 pixels. */
export function useFrameHeight(frame: RefObject<HTMLIFrameElement | null>): number {
  const [height, setHeight] = useState(80);
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      const asked = frameHeight(event, frame.current?.contentWindow ?? null);
      if (asked !== undefined) setHeight(asked);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [frame]);
  return height;
}
