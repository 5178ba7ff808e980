import { readFileSync } from 'node:fs';

/** The version of the software, from the root package.json. */
export const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
