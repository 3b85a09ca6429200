import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const MARK = '?classic';
const NO_MATHJAX = fileURLToPath(new URL('../src/viewers/noMathjax.ts', import.meta.url));

/**
 * `import address from './x.ts?classic'`: the module and all its imports as one classic script, a file of its own that
 * is named by its content. Frames of opaque origin run no modules.
 */
export function classicScripts(): Plugin {
  let isServer = false;
  return {
    name: 'millrace-classic-scripts',
    configResolved: (config) => {
      isServer = config.command === 'serve';
    },
    load: {
      filter: { id: /\?classic$/ },
      async handler(id) {
        const entry = id.slice(0, -MARK.length);
        this.addWatchFile(entry);
        const source = await classicScript(entry);
        if (isServer)
          return `export default URL.createObjectURL(new Blob([${JSON.stringify(source)}], { type: 'text/javascript' }));`;
        const name = `viewer-${basename(entry).replace(/\.ts$/, '.js')}`;
        const file = this.emitFile({ type: 'asset', name, source });
        return `export default import.meta.ROLLUP_FILE_URL_${file};`;
      },
    },
  };
}

async function classicScript(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    // BokehJS has an eval for CustomJS, which a frame's policy blocks; the warning would say so at every build.
    logLevel: 'error',
    resolve: { alias: [{ find: /^\.\/mathjax$/, replacement: NO_MATHJAX }] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2023',
      chunkSizeWarningLimit: 10_000,
      // BokehJS finds its models by the names of their classes.
      rolldownOptions: { output: { keepNames: basename(entry) === 'bokeh.ts' } },
      lib: { entry, formats: ['iife'], name: 'millraceViewerScript' },
    },
  });
  const [script] = Array.isArray(built) ? built.flatMap((one) => one.output) : [];
  if (script?.type !== 'chunk') throw new Error(`${entry} was not built`);
  return script.code;
}
