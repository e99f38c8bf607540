import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['dist/', 'node_modules/', 'data/', '**/*.generated.ts', 'test/support/eventstoredb/probe.mjs'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    // Classes that Nest reads from constructor types at run time must not become type-only imports.
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines-per-function': [
        'error',
        { max: 40, skipBlankLines: true, skipComments: true, IIFEs: false },
      ],
      'no-console': 'error',
      // Reads oddly, and Node makes the object twice: fields and elements are listed where they belong.
      'no-restricted-syntax': [
        'error',
        ...['Object', 'Array'].map((literal) => ({
          selector: `${literal}Expression > SpreadElement > ${literal}Expression`,
          message: 'A literal is not spread into a literal: list its parts there.',
        })),
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.specification.ts', 'test/**', 'deploy/**', '.ci/**', 'src/cli/**'],
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { 'no-console': 'off' },
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        globalThis: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        URL: 'readonly',
        module: 'writable',
        require: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);
