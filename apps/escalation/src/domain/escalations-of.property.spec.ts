import fc from 'fast-check';
import type { EscalationEvent } from '@tuntas/contracts';
import { escalationLevel } from './escalation.js';
import { steps, World } from './specimens.js';

const worlds = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 40 }))
  .map(([consent, names]) => {
    const world = new World(consent);
    for (const name of names) steps[name]!(world);
    world.reconcile();
    return world;
  });
const always = (check: (world: World) => void) => fc.assert(fc.property(worlds, check), { numRuns: 400 });

describe('whatever happens to a complaint', () => {
  it('a second reconciliation yields nothing', () =>
    always(world => {
      expect(world.dryRun()).toEqual({ escalations: [], events: [] });
    }));

  it('a rung is raised at most once, for ever', () =>
    always(world => {
      const rungs = world.rows.map(({ key, level }) => `${key}/${level}`);
      expect(new Set(rungs).size).toBe(rungs.length);
    }));

  it('a clock climbs rung by rung, never above its highest level', () =>
    always(world => {
      for (const clock of world.clocks) {
        const levels = world.rows.filter(({ key }) => key === clock.id).map(({ level }) => level);
        expect(levels).toEqual(levels.map((_, i) => i + 1));
        expect(levels.length).toBeLessThanOrEqual(clock.maxLevel);
      }
    }));

  it('every breach that may escalate is on record', () =>
    always(world => {
      const breached = world.clocks.filter(({ maxLevel }) => maxLevel > 0).map(({ id }) => id);
      expect(
        world.rows
          .filter(({ level, clockId }) => level === 1 && clockId)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(breached.sort());
    }));

  it('nothing reaches the Ombudsman without consent, and every request does', () =>
    always(world => {
      if (!world.consent) expect(escalationLevel(world.rows, world.last.cycle)).toBeLessThan(3);
      for (const { cycle } of world.history.filter(({ act }) => act === 'request_referral'))
        expect(escalationLevel(world.rows, cycle)).toBe(3);
    }));

  it('a finished complaint has no open escalation below the Ombudsman, an earlier cycle none at all', () =>
    always(world => {
      const open = world.rows.filter(({ status }) => status !== 'ended');
      expect(open.every(({ cycle }) => cycle === world.last.cycle)).toBe(true);
      if (!world.isOpen || world.last.status === 'resolved') expect(open.every(({ level }) => level === 3)).toBe(true);
    }));

  it('events and rows tell the same story, and no end lies before its beginning', () =>
    always(world => {
      const count = (type: EscalationEvent['type']) => world.events.filter(event => event.type === type).length;
      expect(count('escalation.raised.v1')).toBe(world.rows.length);
      expect(count('escalation.ended.v1')).toBe(world.rows.filter(({ status }) => status === 'ended').length);
      expect(count('referral.offered.v1')).toBe(world.rows.filter(({ referralOfferedAt }) => referralOfferedAt).length);
      for (const { raisedAt, endedAt } of world.rows) if (endedAt) expect(endedAt >= raisedAt).toBe(true);
    }));
});
