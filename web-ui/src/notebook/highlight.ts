import type { ElementContent, Root } from 'hast';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import julia from 'highlight.js/lib/languages/julia';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import scala from 'highlight.js/lib/languages/scala';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

const lowlight = createLowlight({
  bash,
  cpp,
  css,
  diff,
  dockerfile,
  ini,
  java,
  javascript,
  json,
  julia,
  python,
  r,
  scala,
  sql,
  typescript,
  xml,
  yaml,
});

/** A piece of code with the highlighter's class, if it has one. */
export interface Token {
  text: string;
  kind: string | undefined;
}

const LIMIT = 50_000;

/** The language that a kernelspec's name speaks of. */
export function languageOf(kernel: string | undefined): string {
  const name = (kernel ?? '').toLowerCase();
  if (name.startsWith('julia')) return 'julia';
  if (name.startsWith('bash') || name.startsWith('calysto_bash')) return 'bash';
  if (name === 'ir' || name === 'r' || name.startsWith('xr')) return 'r';
  return 'python';
}

/** Code as tokens; very long code stays plain, since nobody waits for its colours. */
export function highlight(code: string, language: string): Token[] {
  if (code.length > LIMIT || !lowlight.registered(language)) return [{ text: code, kind: undefined }];
  const tokens: Token[] = [];
  flatten(lowlight.highlight(language, code), undefined, tokens);
  return tokens;
}

function flatten(node: Root | ElementContent, kind: string | undefined, into: Token[]): void {
  if (node.type === 'text') {
    into.push({ text: node.value, kind });
    return;
  }
  if (!('children' in node)) return;
  const own = node.type === 'element' ? classOf(node.properties.className) : undefined;
  for (const child of node.children) {
    if (child.type !== 'doctype') flatten(child, own ?? kind, into);
  }
}

function classOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.replace(/^hljs-/, '').replace(/_$/, '') : undefined;
}
