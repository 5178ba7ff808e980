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
  /** Ends the striking early; what was struck is healed all the same. */
  readonly signal: AbortSignal;
}
export interface StrikesResult {
  /** Strikes that did not come about, with the reason. */
  readonly inVain: readonly string[];
  /** What could not be healed. */
  readonly findings: readonly Finding[];
}

/**
 * Strikes as planned; strikes may overlap. Everything is healed when this is fulfilled.
 * @param until milliseconds since the run began
 */
export const strikeAsPlanned = async (
  planned: readonly PlannedStrike[],
  until: number,
  context: StrikesContext,
): Promise<StrikesResult> => {
  const { system, random, journal, signal } = context;
  const inVain: string[] = [];
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
      else inVain.push(`${fault}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const begun: Promise<void>[] = [];
  for (const next of planned) {
    await waitUntil(journal, next.at, signal);
    if (signal.aborted) break;
    begun.push(strike(next));
  }
  await Promise.all(begun);
  return { inVain, findings };
};

class NotHealed extends Error {}

/** What a fault left behind may stand in the way of its own healing for a while. */
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
  pause(Math.max(0, at - journal.now()), undefined, { signal }).catch(() => undefined); // aborted: at once
