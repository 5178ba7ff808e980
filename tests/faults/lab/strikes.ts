import { setTimeout as pause } from 'node:timers/promises';
import type { Journal } from './journal.js';
import type { Fault, Finding, Random, SystemUnderTest } from './model.js';
import type { PlannedStrike } from './schedule.js';

const healAgainMs = 500;
const healTimeoutMs = 60_000;

export interface StrikesContext {
  readonly system: SystemUnderTest;
  readonly faults: readonly Fault[];
  readonly random: Random;
  readonly journal: Journal;
  /** Ends the strikes early; active faults are still healed. */
  readonly signal: AbortSignal;
}
export interface StrikesResult {
  /** Strikes that failed, with the reason. */
  readonly failedStrikes: readonly string[];
  /** Faults that could not be healed. */
  readonly findings: readonly Finding[];
}

/**
 * Executes the planned strikes, which may overlap. All are healed when the promise resolves.
 * @param until milliseconds since the start of the run
 */
export const strikeAsPlanned = async (
  planned: readonly PlannedStrike[],
  until: number,
  context: StrikesContext,
): Promise<StrikesResult> => {
  const { system, random, journal, signal } = context;
  const failedStrikes: string[] = [];
  const findings: Finding[] = [];
  const faults = new Map(context.faults.map(fault => [fault.name, fault]));

  const strike = async ({ number, fault, healAt }: PlannedStrike): Promise<void> => {
    try {
      const { target, heal } = await faults.get(fault)!.strike(system, random.branch(`strike ${number}`));
      await journal.struck({ number, fault, target });
      await waitUntil(journal, Math.min(healAt, until), signal);
      await healed(heal);
      await journal.healed(number);
    } catch (error) {
      if (error instanceof NotHealed)
        findings.push({ checker: 'stuck', subject: `${fault}, strike ${number}`, what: error.message });
      else failedStrikes.push(`${fault}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const begun: Promise<void>[] = [];
  for (const next of planned) {
    await waitUntil(journal, next.at, signal);
    if (signal.aborted) break;
    begun.push(strike(next));
  }
  await Promise.all(begun);
  return { failedStrikes, findings };
};

class NotHealed extends Error {}

/** Retries the healing, since the fault itself may delay it. */
const healed = async (heal: () => Promise<void>): Promise<void> => {
  for (const deadline = performance.now() + healTimeoutMs; ; await pause(healAgainMs)) {
    try {
      return await heal();
    } catch (error) {
      if (performance.now() > deadline) throw new NotHealed(`could not be healed: ${String(error)}`);
    }
  }
};

const waitUntil = (journal: Journal, at: number, signal: AbortSignal): Promise<void> =>
  pause(Math.max(0, at - journal.now()), undefined, { signal }).catch(() => undefined); // an abort ends the wait
