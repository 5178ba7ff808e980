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

/** The folder of the jars. A changed pom gets a new folder. */
export const libsFolder = join(root, '.tuntas', 'kafka', `libs-${version}`);

/**
 * Checks the programs that the broker needs. Maven is needed only to download the jars.
 * @returns null, or one sentence with the missing programs
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
 * Downloads the jars if they are missing. Safe for several processes at once; an interrupted download leaves no partial
 * folder.
 * @throws Error with the output of Maven
 */
export const fetchJars = async (libs, say) => {
  if (existsSync(libs)) return;
  say('Downloading Kafka with Maven (43 MB, once).');
  mkdirSync(dirname(libs), { recursive: true });
  const draft = mkdtempSync(`${libs}.draft-`);
  try {
    await runGuarded('mvn', ['-q', '-B', '-f', pom, 'package', `-Dlibs=${draft}`], { cwd: root });
    chmodSync(draft, 0o755);
    if (!existsSync(libs)) renameSync(draft, libs);
  } catch (error) {
    if (!existsSync(libs)) throw new Error(`Maven could not download Kafka:\n${error.message}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};
