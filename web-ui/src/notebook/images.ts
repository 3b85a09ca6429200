/** Where the images of a piece of Markdown are. */
export interface ImageSources {
  /** What `attachment:NAME` stands for: data in base64 by MIME type. */
  attachments?: Record<string, Record<string, string>>;
  /** The address of a file of the project by its path from the notebook. */
  ofProject?: (path: string) => string;
}

const RASTER = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const DATA = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** A data: address for a raster image in base64; anything else, SVG above all, has none. */
export function rasterAddress(type: string, value: string): string | undefined {
  const base64 = value.replaceAll(/\s/g, '');
  return RASTER.includes(type) && BASE64.test(base64) ? `data:${type};base64,${base64}` : undefined;
}

/** From where an image is loaded that Markdown names with this address; undefined when it is of another host. */
export function imageSource(address: string, sources: ImageSources = {}): string | undefined {
  const [, type, base64] = DATA.exec(address) ?? [];
  if (type !== undefined && base64 !== undefined) return rasterAddress(type, base64);
  const path = decoded(address);
  if (path.startsWith('attachment:'))
    return attachment(sources.attachments?.[path.slice('attachment:'.length)]);
  if (SCHEME.test(path) || /^[/\\]/.test(path) || path === '') return undefined;
  return sources.ofProject?.(path);
}

/** The address of an image that another host has. */
export function externalAddress(address: string): string | undefined {
  return /^https?:\/\//i.test(address) ? address : undefined;
}

function attachment(forms: Record<string, string> | undefined): string | undefined {
  for (const [type, value] of Object.entries(forms ?? {})) {
    const address = rasterAddress(type, value);
    if (address !== undefined) return address;
  }
  return undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
