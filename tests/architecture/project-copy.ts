import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { RuleViolation } from './rule-violations.js';

export const root = resolve(__dirname, '../..');
const configs = [
  '.dependency-cruiser.cjs',
  'eslint.config.mjs',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.domain.json',
];

/** A temporary copy of the sources with added rule violations. The real tree stays unchanged. */
export class ProjectCopy {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'tuntas-sample-')));

  constructor() {
    for (const file of configs) cpSync(join(root, file), join(this.path, file));
    for (const folder of ['apps', 'libs']) {
      cpSync(join(root, folder), join(this.path, folder), {
        recursive: true,
        filter: path => !['dist', 'node_modules'].includes(basename(path)),
      });
    }
    this.linkPackages();
  }

  addFiles(files: readonly RuleViolation[]): void {
    for (const { file, text } of files) {
      mkdirSync(dirname(join(this.path, file)), { recursive: true });
      writeFileSync(join(this.path, file), `${text}\n`);
    }
  }

  /** Runs a script of an installed package in the copy. @returns its stdout */
  run(script: string, ...args: string[]): Promise<string> {
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
        cwd: this.path,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [output, faults] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        faults += chunk.toString();
      });
      child
        .once('error', fail)
        .once('close', () => (output ? done(output) : fail(new Error(`${script} printed nothing: ${faults}`))));
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Links the workspaces of the copy. Links to the original would lead the rules outside the copy. */
  private linkPackages(): void {
    const packages = join(this.path, 'node_modules');
    mkdirSync(join(packages, '@tuntas'), { recursive: true });
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== '@tuntas') symlinkSync(join(root, 'node_modules', name), join(packages, name));
    }
    for (const lib of readdirSync(join(this.path, 'libs')))
      symlinkSync(join(this.path, 'libs', lib), join(packages, '@tuntas', lib));
  }
}

/** Lists all source files below the folders, relative to the project root. */
export const sources = (...folders: string[]): string[] =>
  folders.flatMap(folder =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return ['dist', 'node_modules'].includes(entry.name) ? [] : sources(path);
      return entry.name.endsWith('.ts') ? [path] : [];
    }),
  );
