declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';

  /** `[^1]` and `^[text]`; ids have `env.docId` in them. */
  export default function footnotes(md: MarkdownIt): void;
}
