const LANGUAGES: Record<string, string> = {
  py: 'python',
  r: 'r',
  sh: 'bash',
  sql: 'sql',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'ini',
  ini: 'ini',
  cfg: 'ini',
  xml: 'xml',
  html: 'xml',
  htm: 'xml',
  svg: 'xml',
  css: 'css',
  js: 'javascript',
  ts: 'typescript',
  java: 'java',
  scala: 'scala',
  jl: 'julia',
  c: 'cpp',
  cpp: 'cpp',
  diff: 'diff',
  patch: 'diff',
};

/** The language whose colours a file has, by the ending of its name; one that has none for other files. */
export function languageOfFile(path: string): string {
  return LANGUAGES[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'none';
}
