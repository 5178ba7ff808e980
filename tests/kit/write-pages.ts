// `node --import ./tests/kit/typescript.mjs tests/kit/write-pages.ts`: writes the generated pages of docs.
import { writeFileSync } from 'node:fs';
import { errorPage } from './error-page.js';
import { transitionPage } from './transition-page.js';

writeFileSync('docs/errors.md', errorPage());
writeFileSync('docs/transitions.md', transitionPage());
