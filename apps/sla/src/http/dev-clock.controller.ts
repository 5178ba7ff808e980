import { Body, Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { BusinessTime } from '@tuntas/kernel';
import { instant, instantParam, Operation } from '@tuntas/platform';
import { AdvanceTime } from '../use-cases/advance-time.js';

const durationShape = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const partMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Parses an ISO 8601 duration in weeks, days, hours, minutes and seconds to ms; null for any other text. */
const durationMs = (text: string): number | null => {
  const parts = durationShape.exec(text)?.slice(1);
  return parts ? parts.reduce((sum, part, i) => sum + Number(part ?? 0) * partMs[i]!, 0) : null;
};

const longestMs = 3_660 * 86_400_000;
const duration = z
  .string()
  .max(40)
  .refine(text => durationMs(text) !== null && durationMs(text)! <= longestMs, { error: 'duration_unreadable' })
  .transform(text => durationMs(text)!);
const changeSchema = z
  .union([
    z.strictObject({ advance: duration }).meta({ id: 'DevClockAdvance' }),
    z.strictObject({ set: instantParam }).meta({ id: 'DevClockSet' }),
    z.strictObject({ jump: duration }).meta({ id: 'DevClockJump' }),
    z.strictObject({ rate: z.number().positive().max(31_536_000) }).meta({ id: 'DevClockRate' }),
  ])
  .meta({ id: 'DevClockChange' });
const clockSchema = z.object({ now: instant }).meta({ id: 'DevClock' });

/** Reads and changes business time; mounted in development only. */
@Controller('dev/clock')
export class DevClockController {
  constructor(
    private readonly time: BusinessTime,
    private readonly walk: AdvanceTime,
  ) {}

  @Get()
  @Operation({
    id: 'readDevClock',
    tag: 'Development',
    summary: 'Get the current business time',
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
    summary: 'Advance or set business time and wait for all effects, jump without waiting, or change the rate',
    roles: 'public',
    answer: clockSchema,
    problems: [400, 409, 413, 415, 422],
    codes: { 409: ['clock.backwards'], 422: ['clock.too-far'] },
    example: { body: { advance: 'P14D' }, answer: { now: '2026-03-31T01:00:00.000Z' } },
  })
  async change(
    @Body({ schema: changeSchema }) body: z.infer<typeof changeSchema>,
  ): Promise<z.infer<typeof clockSchema>> {
    return { now: (await this.apply(body)).toISOString() };
  }

  private apply(body: z.infer<typeof changeSchema>): Promise<Date> {
    if ('advance' in body) return this.walk.advance(body.advance);
    if ('set' in body) return this.walk.set(body.set);
    if ('jump' in body) return this.walk.jump(body.jump);
    return this.walk.run(body.rate);
  }
}
