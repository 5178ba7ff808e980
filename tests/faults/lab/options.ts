import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { faultNames, type FaultName } from './model.js';

export interface LabOptions {
  readonly seed: number;
  readonly minutes: number;
  /** A fault that is listed twice strikes twice as often. */
  readonly faults: readonly FaultName[];
  readonly log: 'postgres' | 'kafka';
  /** The number of instances of every service and of the gateway. */
  readonly instances: number;
  readonly clients: number;
  /** Additional clients that only lodge complaints. */
  readonly lodgers: number;
  /** Days of business time that pass in the run. */
  readonly days: number;
  /** Real seconds between strikes. */
  readonly every: { readonly least: number; readonly most: number };
  /** Real seconds within which the system must become quiet at the end. */
  readonly settleTimeout: number;
  /** Folder for history, timeline and the output of every process. */
  readonly out: string;
  /** Folder of the built product: this one, or a patched copy. */
  readonly product: string;
}

export const usage = `npm run faults -- [options]
  --seed 1              the same seed gives the same schedule
  --minutes 10          duration of clients and nemesis
  --faults all          a list of ${faultNames.join(', ')};
                        all: those that need no root; a fault that is listed twice strikes twice as often
  --log postgres        or kafka
  --instances 1         of every service and of the gateway
  --clients 8           clients that lodge and act
  --lodgers 0           additional clients that only lodge
  --days 140            days of business time that pass in the run
  --every 5-10          seconds between strikes
  --settle-timeout 180  seconds at the end until all events must be handled
  --out FOLDER          default: a new temporary folder
  --product FOLDER      a patched copy of the built product instead of this one`;

/** @throws Error with one sentence for invalid arguments */
export const readOptions = (args: readonly string[]): LabOptions => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: text,
      minutes: text,
      faults: text,
      log: text,
      instances: text,
      clients: text,
      lodgers: text,
      days: text,
      every: text,
      'settle-timeout': text,
      out: text,
      product: text,
    },
  });
  const number = (
    name: 'seed' | 'minutes' | 'instances' | 'clients' | 'lodgers' | 'days' | 'settle-timeout',
    otherwise: number,
    pattern = /^[1-9]\d{0,8}$/,
  ): number => {
    const given = values[name];
    if (given !== undefined && !(pattern.test(given) && Number(given) > 0))
      throw new Error(`--${name} must be a positive number, and ${given} is not.`);
    return given === undefined ? otherwise : Number(given);
  };
  const log = values.log ?? 'postgres';
  if (log !== 'postgres' && log !== 'kafka') throw new Error('--log must be postgres or kafka.');
  const seed = number('seed', 1);
  return {
    seed,
    log,
    faults: faultsOf(values.faults ?? 'all', log),
    minutes: number('minutes', 10, /^\d{1,4}(\.\d+)?$/),
    instances: number('instances', 1),
    clients: number('clients', 8),
    lodgers: number('lodgers', 0),
    days: number('days', 140),
    every: everyOf(values.every ?? '5-10'),
    settleTimeout: number('settle-timeout', 180),
    out: outOf(values.out, `tuntas-faults-${seed}-${log}-`),
    product: resolve(values.product ?? '.'),
  };
};

const everyOf = (text: string): LabOptions['every'] => {
  const [, least, most] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (least === undefined || !(Number(least) > 0) || Number(least) > Number(most))
    throw new Error(`--every must be two numbers of seconds such as 5-10, and ${text} is not.`);
  return { least: Number(least), most: Number(most) };
};

const outOf = (given: string | undefined, prefix: string): string => {
  if (given === undefined) return mkdtempSync(join(tmpdir(), prefix));
  mkdirSync(given, { recursive: true });
  return resolve(given);
};

const needsRoot: readonly FaultName[] = ['disk'];
const needsKafka: readonly FaultName[] = ['broker'];

const faultsOf = (list: string, log: LabOptions['log']): FaultName[] => {
  const can = (fault: FaultName): boolean => log === 'kafka' || !needsKafka.includes(fault);
  const all = faultNames.filter(fault => can(fault) && !needsRoot.includes(fault));
  const faults = list.split(',').flatMap(name => {
    if (name === 'all') return all;
    const fault = faultNames.find(each => each === name);
    if (!fault) throw new Error(`--faults: unknown fault ${name}; known are ${faultNames.join(', ')} and all.`);
    if (!can(fault)) throw new Error(`--faults ${fault} needs --log kafka.`);
    return fault;
  });
  return faults;
};
