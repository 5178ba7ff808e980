import { Body, Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { BusinessTime } from '@tuntas/kernel';
import { instant, instantParam, Operation } from '@tuntas/service';
import { WalkTime } from '../use-cases/walk-time.js';
import { durationMs } from './duration.js';

const longestMs = 3_660 * 86_400_000;
const duration = z
  .string()
  .max(40)
  .refine(text => durationMs(text) !== null && durationMs(text)! <= longestMs, { error: 'duration_unreadable' })
  .transform(text => durationMs(text)!);
const bendSchema = z
  .union([
    z.strictObject({ advance: duration }).meta({ id: 'DevClockAdvance' }),
    z.strictObject({ set: instantParam }).meta({ id: 'DevClockSet' }),
    z.strictObject({ jump: duration }).meta({ id: 'DevClockJump' }),
    z.strictObject({ rate: z.number().positive().max(31_536_000) }).meta({ id: 'DevClockRate' }),
  ])
  .meta({ id: 'DevClockChange' });
const clockSchema = z.object({ now: instant }).meta({ id: 'DevClock' });

/** Business time as a developer bends it; mounted in development only. */
@Controller('dev/clock')
export class DevClockController {
  constructor(
    private readonly time: BusinessTime,
    private readonly walk: WalkTime,
  ) {}

  @Get()
  @Operation({
    id: 'readDevClock',
    tag: 'Development',
    summary: 'The business time',
    roles: 'public',
    answer: clockSchema,
    problems: [],
    example: { answer: { now: '2026-03-17T01:00:00.000Z' } },
  })
  async read(): Promise<z.infer<typeof clockSchema>> {
    return { now: (await this.time.now()).toISOString() };
  }

  @Post()
  @Operation({
    id: 'bendDevClock',
    tag: 'Development',
    summary: 'Advance or set business time and wait until all of it has happened; or jump, or run faster',
    roles: 'public',
    answer: clockSchema,
    problems: [400, 409, 413, 415, 422],
    codes: { 409: ['clock.backwards'], 422: ['clock.too-far'] },
    example: { body: { advance: 'P14D' }, answer: { now: '2026-03-31T01:00:00.000Z' } },
  })
  async bend(@Body({ schema: bendSchema }) body: z.infer<typeof bendSchema>): Promise<z.infer<typeof clockSchema>> {
    return { now: (await this.bent(body)).toISOString() };
  }

  private bent(body: z.infer<typeof bendSchema>): Promise<Date> {
    if ('advance' in body) return this.walk.advance(body.advance);
    if ('set' in body) return this.walk.set(body.set);
    if ('jump' in body) return this.walk.jump(body.jump);
    return this.walk.run(body.rate);
  }
}
