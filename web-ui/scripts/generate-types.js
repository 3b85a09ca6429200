// Writes the types of the server's OpenAPI document; with --check, fails when the file is not what the document yields.
import { readFileSync, writeFileSync } from 'node:fs';

import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const DOCUMENT = new URL('../../orchestrator-api/src/main/resources/openapi.json', import.meta.url);
const TYPES = new URL('../src/api/schema.ts', import.meta.url);
const HEADER = `// Generated from the server's OpenAPI document by \`npm run generate\`; do not edit.
import type { Json } from './json';

`;
const SHAPES = ['type', '$ref', 'oneOf', 'anyOf', 'allOf', 'enum', 'const', 'properties'];

/** A schema that constrains nothing stands for any JSON value. */
const nodes = await openapiTS(DOCUMENT, {
  transform: (schema) =>
    SHAPES.some((key) => key in schema) ? undefined : ts.factory.createTypeReferenceNode('Json'),
});
const text = HEADER + astToString(nodes);

if (!process.argv.includes('--check')) {
  writeFileSync(TYPES, text);
} else if (readFileSync(TYPES, 'utf8') !== text) {
  console.error(
    'src/api/schema.ts is not what openapi.json yields: run `npm run generate` and commit the result',
  );
  process.exit(1);
}
