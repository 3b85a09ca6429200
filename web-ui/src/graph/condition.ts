import type { BranchCase, StepWork } from '../api/types';

/** One way out of a branch as the graph shows it. */
export interface GraphCase {
  /** "if tune", "unless tune", "else if region is eu", "else". */
  words: string;
  /** The condition as it is written; undefined where there is none. */
  condition: string | undefined;
  /** Ids of the steps after the branch; undefined for all of them. */
  to: string[] | undefined;
}

/** The ways out of a branch in the order in which they are tried; undefined for any other step. */
export function casesOf({ branches }: Pick<StepWork, 'branches'>): GraphCase[] | undefined {
  return branches?.map(({ when, to, otherwise }: BranchCase, i) => ({
    words: caseWords(when, i === 0),
    condition: when,
    to: to ?? otherwise,
  }));
}

function caseWords(when: string | undefined, isFirst: boolean): string {
  if (when === undefined) return isFirst ? 'always' : 'else';
  const negated = negatedBy(when.trim());
  const condition = negated === undefined ? `if ${inWords(when)}` : `unless ${inWords(negated)}`;
  return isFirst ? condition : `else ${condition}`;
}

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/.source;
const PATH = `[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*|\\[(?:${STRING}|\\d+)\\])*`;
const TOKEN = new RegExp(`(${STRING})|(${PATH})(?=(\\s*\\()?)|&&|\\|\\||==|!=|!`, 'g');
const ONLY_PATH = new RegExp(`^${PATH}$`);
const SEGMENT = new RegExp(`([A-Za-z_]\\w*)|\\[(?:(${STRING})|(\\d+))\\]`, 'g');
const PLAIN = /^[\w-]+$/;

const OPERATORS: Record<string, string> = {
  '&&': ' and ',
  '||': ' or ',
  '==': ' is ',
  '!=': ' is not ',
  '!': 'not ',
};

/** What a condition says is not so; undefined where it is more than a "not". */
function negatedBy(when: string): string | undefined {
  if (!when.startsWith('!')) return undefined;
  const rest = when.slice(1).trim();
  if (ONLY_PATH.test(rest)) return rest;
  return isOneBracket(rest) ? rest.slice(1, -1).trim() : undefined;
}

function isOneBracket(text: string): boolean {
  if (!text.startsWith('(')) return false;
  let depth = 0;
  const bare = text.replaceAll(new RegExp(STRING, 'g'), (found) => '_'.repeat(found.length));
  for (let i = 0; i < bare.length; i++) {
    if (bare[i] === '(') depth++;
    else if (bare[i] === ')' && --depth === 0) return i === bare.length - 1;
  }
  return false;
}

/** A condition with words for its operators, and names without where they come from. */
function inWords(when: string): string {
  let words = '';
  let at = 0;
  const add = (text: string) => {
    words = /\s$/.test(words) ? words + text.trimStart() : words + text;
  };
  for (const found of when.trim().matchAll(TOKEN)) {
    const [token, string, path, call] = found;
    add(when.trim().slice(at, found.index).replaceAll(/\s+/g, ' '));
    at = found.index + token.length;
    const operator = OPERATORS[token];
    if (operator !== undefined) {
      if (operator.startsWith(' ')) words = words.trimEnd();
      add(operator);
    } else if (string !== undefined) add(PLAIN.test(string.slice(1, -1)) ? string.slice(1, -1) : string);
    else if (path !== undefined) add(nameOf(path, call !== undefined));
  }
  add(when.trim().slice(at).replaceAll(/\s+/g, ' '));
  return words;
}

/** "tune" for parameters.tune, "rmse of train" for steps.train.outputs.rmse. */
function nameOf(path: string, isCall: boolean): string {
  const names = [...path.matchAll(SEGMENT)].map(
    ([, name, quoted, index]) => name ?? quoted?.slice(1, -1) ?? index ?? '',
  );
  const [root, first, second, ...rest] = names;
  if (root === 'parameters' && first !== undefined) return names.slice(1).join('.');
  if (root !== 'steps' || first === undefined || second === undefined) return path;
  const value = second === 'outputs' ? rest : [second, ...rest];
  if (isCall || value.length === 0) return [first, ...value].join('.');
  return `${value.join('.')} of ${first}`;
}
