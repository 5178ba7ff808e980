import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../local/prepare.mjs';
import { runGuarded } from '../local/guarded.mjs';

const oldestJava = 17;
const pom = fileURLToPath(new URL('pom.xml', import.meta.url));
const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);

/** Where the jars are kept; another pom means another folder. */
export const libsFolder = join(root, '.tuntas', 'kafka', `libs-${version}`);

/**
 * @returns null, or one sentence that names the programs which this machine lacks; Maven is asked for only while there
 *   are no jars
 */
export const whatIsMissing = (libs = libsFolder) => {
  const java = /version "(\d+)/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)?.[1];
  const missing = [
    ...(Number(java ?? 0) >= oldestJava ? [] : [`Java ${oldestJava} or newer (${java ? `this is ${java}` : 'java'})`]),
    ...(existsSync(libs) || !spawnSync('mvn', ['-v']).error ? [] : ['Maven (mvn)']),
  ];
  return missing.length === 0
    ? null
    : `The local Kafka broker needs ${missing.join(' and ')}: install what is missing and see that it is in PATH.`;
};

/**
 * Has the jars fetched where they are not there. Several may try at once; an interrupted one leaves nothing half done.
 */
export const fetchJars = async (libs, say) => {
  if (existsSync(libs)) return;
  say('Fetching Kafka with Maven (43 MB, once).');
  mkdirSync(dirname(libs), { recursive: true });
  const draft = mkdtempSync(`${libs}.draft-`);
  try {
    await runGuarded('mvn', ['-q', '-B', '-f', pom, 'package', `-Dlibs=${draft}`], { cwd: root });
    chmodSync(draft, 0o755);
    if (!existsSync(libs)) renameSync(draft, libs);
  } catch (error) {
    if (!existsSync(libs)) throw new Error(`Maven could not fetch Kafka:\n${error.message}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};
