import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { rateOf, slowDown, startBusinessTime } from './business-time.js';
import { countsOf, type Counts } from './counts.js';
import { shortfallsOf } from './minimums.js';
import { Journal, readJournal } from './journal.js';
import type {
  Attempt,
  Checker,
  Evidence,
  Fault,
  FaultName,
  Finding,
  Random,
  Struck,
  SystemUnderTest,
} from './model.js';
import type { LabOptions } from './options.js';
import { untilQuiet, type Tolerance } from './quiet.js';
import { randomOf } from './random.js';
import { scheduleOf } from './schedule.js';
import { strikeAsPlanned } from './strikes.js';
import { LabSystem } from './system.js';

/** The fault types that can be injected. */
export interface Nemesis {
  readonly faults: readonly Fault[];
  /** The reason in one sentence; null if the fault can be injected. */
  readonly unsupportedReason: (fault: FaultName, system: SystemUnderTest) => string | null;
  /** Environment of a process whose clock may be wrong for its whole life. */
  readonly applicationClock: (random: Random) => Readonly<Record<string, string>>;
  /** Subjects of all events injected so far. */
  readonly poisoned: () => readonly string[];
}

/** The parts of the lab. */
export interface Lab {
  readonly options: LabOptions;
  readonly nemesis: Nemesis;
  readonly checkers: readonly Checker[];
  readonly workload: (context: {
    readonly gatewayUrls: () => string[];
    readonly random: Random;
    readonly journal: Journal;
    readonly clients: number;
    readonly lodgers: number;
    readonly isOver: () => boolean;
  }) => Promise<void>;
  readonly readEvidence: (
    system: SystemUnderTest,
    attempts: readonly Attempt[],
    struck: readonly Struck[],
    more: Pick<Evidence, 'rate' | 'poisoned'>,
  ) => Promise<Evidence>;
  readonly print: (message: string) => void;
}

/** A run and its result. */
export interface LabRun {
  readonly options: LabOptions;
  readonly passed: boolean;
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** The counts below their minimum. */
  readonly shortfalls: readonly string[];
  /** Strikes that failed. */
  readonly failedStrikes: readonly string[];
  readonly restarts: number;
  /** Business time at the start of the run. */
  readonly businessStart: Date;
}

/**
 * Starts the system, runs clients and nemesis, heals, waits until the system is quiet and runs the checkers.
 * @param interrupted ends the run early
 * @throws the signal's reason if it was interrupted; all processes have ended then
 */
export const runLab = async (lab: Lab, interrupted: AbortSignal): Promise<LabRun> => {
  setMaxListeners(0, interrupted);
  const stopped = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () => reject(interrupted.reason as Error), { once: true });
  });
  stopped.catch(() => undefined); // used only in Promise.race
  const { options, nemesis } = lab;
  lab.print(`seed ${options.seed}: starting the system, output in ${options.out}`);
  const clocks = randomOf(options.seed).branch('application clocks');
  const envOf = (member: string) =>
    options.faults.includes('clock') ? nemesis.applicationClock(clocks.branch(member)) : {};
  const system = await LabSystem.start(options, envOf, interrupted);
  try {
    for (const why of options.faults.flatMap(fault => nemesis.unsupportedReason(fault, system) ?? []))
      throw new Error(why);
    return await Promise.race([run(lab, system, interrupted), stopped]);
  } finally {
    lab.print('stopping the system');
    await system.stop();
  }
};

const run = async (
  { options, nemesis, checkers, workload, readEvidence, print }: Lab,
  system: LabSystem,
  signal: AbortSignal,
): Promise<LabRun> => {
  const random = randomOf(options.seed);
  const planned = scheduleOf(random.branch('schedule'), options);
  const rate = rateOf(options.days, options.minutes);
  const businessStart = await startBusinessTime(system, rate);
  const journal = Journal.open(join(options.out, 'history.jsonl'));
  const endsAt = options.minutes * 60_000;
  print(`${options.clients} clients for ${options.minutes} min, ${planned.length} strikes`);

  const [{ failedStrikes, findings: unhealed }] = await Promise.all([
    strikeAsPlanned(planned, endsAt, {
      system,
      faults: nemesis.faults,
      random: random.branch('nemesis'),
      journal,
      signal,
    }),
    workload({
      gatewayUrls: () => system.gatewayLinks.map(({ port }) => `http://127.0.0.1:${port}`),
      random: random.branch('workload'),
      journal,
      clients: options.clients,
      lodgers: options.lodgers,
      isOver: () => signal.aborted || journal.now() >= endsAt,
    }),
  ]);
  signal.throwIfAborted();
  await journal.close();
  system.restore();
  print('healed; waiting until the system is quiet');
  const stuck = await settled(system, rate, { poisoned: nemesis.poisoned(), timeoutMs: options.settleTimeout * 1_000 });
  print('quiet; running the checkers');

  const { attempts, struck } = readJournal(journal.path);
  const evidence = await readEvidence(system, attempts, struck, { rate, poisoned: nemesis.poisoned() });
  const findings = [...unhealed, ...stuck, ...checkers.flatMap(checker => checker.check(evidence))];
  const counts = countsOf(evidence, businessStart);
  const shortfalls = shortfallsOf(counts, options.minutes, planned);
  return {
    options,
    evidence,
    findings,
    counts,
    shortfalls,
    failedStrikes,
    businessStart,
    restarts: system.restarts,
    passed: findings.length === 0 && shortfalls.length === 0,
  };
};

/**
 * While time runs fast, clocks of about one second are always pending. So time is slowed down before the strict check.
 */
const settled = async (
  system: LabSystem,
  rate: number,
  tolerance: Omit<Tolerance, 'pastDue'>,
): Promise<readonly Finding[]> => {
  const stuck = await untilQuiet(system, { pastDue: 1_000 * rate, ...tolerance });
  await slowDown(system);
  return stuck.length > 0 ? stuck : untilQuiet(system, { pastDue: 0, ...tolerance });
};
