// Fails the build when the script a first visit loads is 400 kB compressed or more.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 400_000;
/** @type {Record<string, {file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[]}>} */
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));

/** @type {Set<string>} */
const loaded = new Set();
/** @param {string} key */
function load(key) {
  const chunk = manifest[key];
  if (!chunk || loaded.has(chunk.file)) return;
  loaded.add(chunk.file);
  chunk.imports?.forEach(load);
}
Object.keys(manifest)
  .filter((key) => manifest[key]?.isEntry)
  .forEach(load);

const size = [...loaded]
  .filter((file) => file.endsWith('.js'))
  .reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0);
console.log(`first load: ${(size / 1000).toFixed(0)} kB of compressed script in ${loaded.size} files`);
if (size >= LIMIT) {
  console.error(`over the limit of ${LIMIT / 1000} kB: load a page or a library lazily`);
  process.exit(1);
}
