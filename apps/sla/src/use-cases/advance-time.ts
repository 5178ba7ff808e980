import { Injectable } from '@nestjs/common';
import { BusinessTime, DomainError } from '@tuntas/kernel';
import { BusinessTimeControl, Quiet } from './ports.js';

/** The greatest distance from real time, in years; the calendars end soon after it. */
const farthestYears = 10;

/**
 * Advances business time for development. It stops at each due instant and waits until all effects have been
 * processed, so that one long step has the same result as many short ones.
 */
@Injectable()
export class AdvanceTime {
  private lastCall: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly control: BusinessTimeControl,
    private readonly time: BusinessTime,
    private readonly quiet: Quiet,
  ) {}

  /**
   * @returns the business time, once all effects have been processed
   * @throws DomainError invalid `clock.too-far`
   */
  advance(ms: number): Promise<Date> {
    return this.serialize(async () => this.walk(near(new Date((await this.time.now()).getTime() + ms))));
  }

  /** @throws DomainError conflict `clock.backwards` if a complaint exists, invalid `clock.too-far` */
  set(target: Date): Promise<Date> {
    return this.serialize(async () => {
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

  /**
   * Moves business time at once, without waiting.
   * @throws DomainError invalid `clock.too-far`
   */
  async jump(ms: number): Promise<Date> {
    near(new Date((await this.time.now()).getTime() + ms));
    await this.control.jump(ms);
    return this.time.now();
  }

  /** Makes business time run `rate` times as fast as real time. */
  run(rate: number): Promise<Date> {
    return this.serialize(async () => {
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

  private serialize<T>(work: () => Promise<T>): Promise<T> {
    const call = this.lastCall.then(work, work);
    this.lastCall = call.catch(() => undefined);
    return call;
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
