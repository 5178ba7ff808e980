// `node --import ./tests/kit/typescript.mjs tests/kit/write-error-page.ts`: writes docs/errors.md.
import { writeFileSync } from 'node:fs';
import { errorPage } from './error-page.js';

writeFileSync('docs/errors.md', errorPage());
