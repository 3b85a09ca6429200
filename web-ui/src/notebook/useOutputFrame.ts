import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type RefObject } from 'react';

import { api } from '../api/endpoints';
import { keys } from '../api/keys';
import { frameMessage, isFrameAddress } from './frame';
import { LoadedFrames } from './loadedFrames';
import { viewerLibrary, type Viewer } from './viewers';

/** What of an attempt a frame shows. */
export interface FramePlace {
  attempt: string;
  /** How its address goes on behind that of the attempt's frames: see `outputsWithin` and `fileWithin`. */
  within: string;
  /** Changes with what the frame shows. */
  rich: string;
}

/** Outputs of one cell, both by their indexes from 0. */
export function outputsWithin(cell: number, first: number, last: number): string {
  return first === last ? `${cell}/${first}` : `${cell}/${first}-${last}`;
}

/** A published HTML file by its path. */
export function fileWithin(path: string): string {
  return `file?path=${encodeURIComponent(path)}`;
}

/** A pass serves for a minute; a new frame takes a new one shortly before. */
const PASS_MILLIS = 45_000;

/** As long as its height is not known. */
const FIRST_HEIGHT = 80;

const NEAR = '800px';

const loadedFrames = new LoadedFrames();

/** By frame: what comes into view again has its height at once, so that the page does not jump. */
const heights = new Map<string, number>();

/** Whether the frame of that box is to be loaded: it is near the window, and not too many others are nearer. */
export function useLoaded(box: RefObject<Element | null>): boolean {
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let remove: (() => void) | undefined;
    const load = () => {
      setLoaded(true);
      remove ??= loadedFrames.add({
        distance: () => {
          const { top, bottom } = element.getBoundingClientRect();
          return Math.abs((top + bottom - window.innerHeight) / 2);
        },
        unload: () => {
          remove = undefined;
          setLoaded(false);
        },
      });
    };
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((e) => e.isIntersecting)) load();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      remove?.();
    };
  }, [box]);
  return loaded;
}

interface Address {
  url?: string;
  error?: unknown;
}

/** The signed address of the frame, and how to ask for it again. One pass serves for all frames of an attempt. */
export function useFrameAddress(place: FramePlace, loaded: boolean): Address & { retry: () => void } {
  const client = useQueryClient();
  const [address, setAddress] = useState<Address>({});
  const [tries, setTries] = useState(0);
  const { attempt, within } = place;
  useEffect(() => {
    if (!loaded) return;
    let current = true;
    client
      .query({
        queryKey: keys.frames(attempt),
        queryFn: ({ signal }) => api.frames(attempt, signal),
        staleTime: PASS_MILLIS,
      })
      .then(({ url, query }) => {
        if (!current) return;
        if (!isFrameAddress(url, window.location.href))
          throw new Error('The server gave an address that may not be framed.');
        setAddress({ url: `${url}/${within}${within.includes('?') ? '&' : '?'}${query}` });
      })
      .catch((error: unknown) => {
        if (current) setAddress({ error });
      });
    return () => {
      current = false;
    };
  }, [client, attempt, within, loaded, tries]);
  return { ...address, retry: () => setTries(tries + 1) };
}

interface FrameSettings {
  theme: 'light' | 'dark';
  viewer?: Viewer;
}

/**
 * How high the frame's content is. Also tells the frame the theme, when it is there and when the theme changes, and
 * brings it its viewer's library, once.
 */
export function useFrameContent(
  frame: RefObject<HTMLIFrameElement | null>,
  place: FramePlace,
  { theme, viewer }: FrameSettings,
): { height: number; error?: unknown } {
  const key = `${place.attempt}/${place.within}/${place.rich}`;
  const [height, setHeight] = useState(() => heights.get(key) ?? FIRST_HEIGHT);
  const [error, setError] = useState<unknown>();
  const served = useRef<Window>(null);
  useEffect(() => {
    const tellTheme = () => frame.current?.contentWindow?.postMessage({ theme }, '*');
    const listen = (event: MessageEvent<unknown>) => {
      const target = frame.current?.contentWindow ?? null;
      const message = frameMessage(event, target);
      if (message === undefined || target === null) return;
      if ('ready' in message) {
        tellTheme();
        if (viewer === undefined || served.current === target) return;
        served.current = target;
        viewerLibrary(viewer).then((library) => target.postMessage({ library }, '*'), setError);
        return;
      }
      heights.set(key, message.height);
      setHeight(message.height);
    };
    tellTheme();
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [frame, key, theme, viewer]);
  return { height, error };
}
