import fc from 'fast-check';
import type { EscalationEvent } from '@tuntas/contracts';
import { escalationLevel } from './escalation.js';
import { steps, World } from './world.spec-kit.js';

const worlds = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 40 }))
  .map(([consent, names]) => {
    const world = new World(consent);
    for (const name of names) steps[name]!(world);
    world.reconcile();
    return world;
  });
const forAllWorlds = (check: (world: World) => void) => fc.assert(fc.property(worlds, check), { numRuns: 400 });

describe('reconcileEscalations after random steps', () => {
  it('changes nothing when run a second time', () =>
    forAllWorlds(world => {
      expect(world.dryRun()).toEqual({ escalations: [], events: [] });
    }));

  it('raises a rung at most once', () =>
    forAllWorlds(world => {
      const rungs = world.rows.map(({ key, level }) => `${key}/${level}`);
      expect(new Set(rungs).size).toBe(rungs.length);
    }));

  it('raises the levels of a clock in order, never above its highest level', () =>
    forAllWorlds(world => {
      for (const clock of world.clocks) {
        const levels = world.rows.filter(({ key }) => key === clock.id).map(({ level }) => level);
        expect(levels).toEqual(levels.map((_, i) => i + 1));
        expect(levels.length).toBeLessThanOrEqual(clock.maxLevel);
      }
    }));

  it('raises level 1 for every breach that may escalate', () =>
    forAllWorlds(world => {
      const breached = world.clocks.filter(({ maxLevel }) => maxLevel > 0).map(({ id }) => id);
      expect(
        world.rows
          .filter(({ level, clockId }) => level === 1 && clockId)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(breached.sort());
    }));

  it('raises level 3 only with consent, and for every request for referral', () =>
    forAllWorlds(world => {
      if (!world.consent) expect(escalationLevel(world.rows, world.last.cycle)).toBeLessThan(3);
      for (const { cycle } of world.history.filter(({ act }) => act === 'request_referral'))
        expect(escalationLevel(world.rows, cycle)).toBe(3);
    }));

  it('leaves only level 3 open on a finished complaint, and nothing open in an earlier cycle', () =>
    forAllWorlds(world => {
      const open = world.rows.filter(({ status }) => status !== 'ended');
      expect(open.every(({ cycle }) => cycle === world.last.cycle)).toBe(true);
      if (!world.isOpen || world.last.status === 'resolved') expect(open.every(({ level }) => level === 3)).toBe(true);
    }));

  it('emits one event per raise, end and offer, and never ends an escalation before its raising', () =>
    forAllWorlds(world => {
      const count = (type: EscalationEvent['type']) => world.events.filter(event => event.type === type).length;
      expect(count('escalation.raised.v1')).toBe(world.rows.length);
      expect(count('escalation.ended.v1')).toBe(world.rows.filter(({ status }) => status === 'ended').length);
      expect(count('referral.offered.v1')).toBe(world.rows.filter(({ referralOfferedAt }) => referralOfferedAt).length);
      for (const { raisedAt, endedAt } of world.rows) if (endedAt) expect(endedAt >= raisedAt).toBe(true);
    }));
});
