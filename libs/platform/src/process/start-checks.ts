import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config/config.js';

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

/**
 * Checks that the process can listen on the configured address. Port 0 is always free.
 * @throws Error with one sentence that names PORT or HOST
 */
export const checkPort = async ({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> => {
  const code = await new Promise<string | null>(done => {
    const server = createServer().once('error', error => done(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(null)));
  });
  if (code === 'EADDRINUSE')
    throw new Error(`Port ${port} is taken by another program: stop that program, or set PORT to a free one.`);
  if (code === 'EACCES') throw new Error(`This user may not listen on port ${port}: set PORT to one above 1023.`);
  if (code !== null)
    throw new Error(`Nothing can listen on ${host} (${code}): set HOST to an address of this machine.`);
};

/** Creates the folder TUNTAS_HOME if it is missing. @throws Error with one sentence that names the variable */
export const checkHome = ({ home }: Pick<Config, 'home'>): void => {
  try {
    makeFolder(resolve(home));
    accessSync(home, constants.W_OK);
  } catch (error) {
    throw new Error(
      `The folder ${resolve(home)} cannot be made or written (${codeOf(error)}): set TUNTAS_HOME to a folder of your own.`,
      { cause: error },
    );
  }
};

/** Creates the folders one by one, because Node's recursive `mkdir` never returns below /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o711 }); // the user of the embedded database server must be able to traverse it
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};

/**
 * Checks that the folder with the city's reference data exists.
 * @throws Error with one sentence that names the variables
 */
export const checkSeed = ({ seedFolder }: Pick<Config, 'seedFolder'>): void => {
  try {
    accessSync(join(seedFolder, 'tenant.json'), constants.R_OK);
  } catch (error) {
    throw new Error(
      `There is no reference data in ${resolve(seedFolder)} (tenant.json: ${codeOf(error)}): set TUNTAS_TENANT to a folder in deploy/seed, or TUNTAS_SEED to a folder elsewhere.`,
      { cause: error },
    );
  }
};
