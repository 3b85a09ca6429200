import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The network is reached from src/api and src/live only: a component that fetches cannot be cached, patched or tested. */
/** @type {import('@eslint/core').RulesConfig} */
const noNetwork = {
  'no-restricted-globals': [
    'error',
    { name: 'fetch', message: 'Call src/api from a hook instead.' },
    { name: 'EventSource', message: 'Subscribe with src/live instead.' },
  ],
};

export default defineConfig([
  globalIgnores(['dist', 'target', 'node_modules', 'src/api/schema.ts']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Markup enters the page through src/notebook/markdown.ts only.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
    rules: { ...noNetwork, 'max-lines': ['error', { max: 400 }] },
  },
  { files: ['src/api/**', 'src/live/**'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['browser/**', 'dev/**', 'scripts/**', '*.js', '*.ts'],
    languageOptions: { globals: globals.node },
  },
]);
