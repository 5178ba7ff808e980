import { readFileSync } from 'node:fs';

/** The version of the software, as the package.json of the whole project names it. */
export const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
