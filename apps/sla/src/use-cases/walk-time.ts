import { Injectable } from '@nestjs/common';
import { BusinessTime, DomainError } from '@tuntas/kernel';
import { BusinessTimeControl, Quiet } from './ports.js';

/** Beyond it nothing is tried out any more, and dates and calendars end. */
const farthestYears = 10;

/**
 * Moves business time as life would: from due instant to due instant, waiting at each until everything that follows
 * from it has happened, so that one long step tells the same story as many short ones. For development.
 */
@Injectable()
export class WalkTime {
  private walking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly control: BusinessTimeControl,
    private readonly time: BusinessTime,
    private readonly quiet: Quiet,
  ) {}

  /** @returns the business time once all of it has happened */
  advance(ms: number): Promise<Date> {
    return this.inTurn(async () => this.walk(near(new Date((await this.time.now()).getTime() + ms))));
  }

  /** @throws DomainError conflict `clock.backwards` once a complaint exists */
  set(target: Date): Promise<Date> {
    return this.inTurn(async () => {
      near(target);
      if (!(await this.quiet.anyComplaint())) {
        await this.control.begin(target, await this.control.rate());
        return target;
      }
      if (target < (await this.time.now()))
        throw new DomainError('conflict', 'clock.backwards', 'business time goes forward once a complaint exists');
      return this.walk(target);
    });
  }

  /** Moves the clock and waits for nothing. */
  async jump(ms: number): Promise<Date> {
    near(new Date((await this.time.now()).getTime() + ms));
    await this.control.jump(ms);
    return this.time.now();
  }

  /** Makes business time run that much faster than real time. */
  run(rate: number): Promise<Date> {
    return this.inTurn(async () => {
      const now = near(await this.time.now());
      await this.control.set(now, rate);
      return now;
    });
  }

  private async walk(target: Date): Promise<Date> {
    const rate = await this.control.rate();
    try {
      await this.control.set(await this.time.now(), 0);
      for (;;) {
        await this.quiet.reached();
        const next = await this.quiet.nextDue();
        if (!next || next > target) break;
        await this.control.set(next, 0);
      }
      await this.control.set(target, 0);
      await this.quiet.reached();
    } finally {
      await this.control.set(await this.time.now(), rate);
    }
    return target;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.walking.then(work, work);
    this.walking = turn.catch(() => undefined);
    return turn;
  }
}

/** @throws DomainError invalid `clock.too-far` for an instant more than ten years from real time, either way */
const near = (target: Date): Date => {
  const bound = (years: number): number => {
    const at = new Date();
    return at.setUTCFullYear(at.getUTCFullYear() + years);
  };
  if (target.getTime() > bound(farthestYears) || target.getTime() < bound(-farthestYears))
    throw new DomainError('invalid', 'clock.too-far', 'business time stays within ten years of real time', {
      years: farthestYears,
    });
  return target;
};
