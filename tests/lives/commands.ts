import fc from 'fast-check';
import { beginning, choose, dice, type Beginning, type Dice } from './attempts.js';
import type { LivingCity } from './living-city.js';
import type { Resident } from './resident.js';

/** The system under test of one plan: its complaint, which carries the model, and the city. */
export interface Real {
  readonly city: LivingCity;
  readonly resident: Resident;
  readonly beginning: Beginning;
}
/** The model is stored in the resident, since only the history shows the order of the acts. */
type Nothing = Record<string, never>;
type LifeCommand = fc.AsyncCommand<Nothing, Real>;

/** One turn of a complaint. */
abstract class Turn implements LifeCommand {
  /** Always true, since forbidden acts are tried, too. */
  check(): boolean {
    return true;
  }

  async run(_: Nothing, { city, resident, beginning: how }: Real): Promise<void> {
    if (!resident.complaint) await resident.begin(how);
    else await this.act(resident);
    await city.turn();
  }

  protected abstract act(resident: Resident): Promise<void>;
  abstract toString(): string;
}

class Rest extends Turn {
  protected async act(): Promise<void> {
    /* no act in this turn */
  }
  toString(): string {
    return 'rest';
  }
}

/** One act by one caller. */
class Act extends Turn {
  constructor(private readonly dice: Dice) {
    super();
  }
  protected async act(resident: Resident): Promise<void> {
    await resident.try(choose(this.dice, resident.life, resident.known));
  }
  toString(): string {
    return `act(${Object.values(this.dice).join()})`;
  }
}

/** Two concurrent acts, possibly through different endpoints. */
class TwoAtOnce extends Turn {
  constructor(
    private readonly one: Dice,
    private readonly other: Dice,
  ) {
    super();
  }
  protected async act(resident: Resident): Promise<void> {
    const { life, known } = resident;
    await Promise.all([this.one, this.other].map(each => resident.try(choose(each, life, known), { reads: false })));
  }
  toString(): string {
    return `two(${Object.values(this.one).join()}; ${Object.values(this.other).join()})`;
  }
}

/** One act and immediately another one, while the events of the first are still being consumed. */
class OneAfterTheOther extends Turn {
  constructor(
    private readonly one: Dice,
    private readonly other: Dice,
  ) {
    super();
  }
  protected async act(resident: Resident): Promise<void> {
    const { life, known } = resident;
    for (const each of [this.one, this.other]) await resident.try(choose(each, life, known), { reads: false });
  }
  toString(): string {
    return `then(${Object.values(this.one).join()}; ${Object.values(this.other).join()})`;
  }
}

/** Two concurrent requests with the same idempotency key: one effect, and equal responses. */
class Twice extends Turn {
  constructor(private readonly dice: Dice) {
    super();
  }
  protected async act(resident: Resident): Promise<void> {
    const attempt = choose(this.dice, resident.life, resident.known);
    const key = `again ${resident.number} ${resident.logLines.length}`;
    const [one, other] = await Promise.all([0, 1].map(() => resident.try(attempt, { reads: false, key })));
    if (one!.status === 200 && other!.status === 200 && one!.text !== other!.text)
      resident.addFinding(`different responses under one key: ${one!.text} and ${other!.text}`);
  }
  toString(): string {
    return `twice(${Object.values(this.dice).join()})`;
  }
}

export interface LifePlan {
  readonly beginning: Beginning;
  readonly turns: Iterable<LifeCommand>;
}

const turns = (most: number): fc.Arbitrary<Iterable<LifeCommand>> =>
  fc.commands<Nothing, Real, false>(
    [
      ...Array.from({ length: 8 }, () => dice.map((each): LifeCommand => new Act(each))),
      ...Array.from({ length: 3 }, () => fc.constant<LifeCommand>(new Rest())),
      fc.tuple(dice, dice).map(([one, other]): LifeCommand => new TwoAtOnce(one, other)),
      fc.tuple(dice, dice).map(([one, other]): LifeCommand => new OneAfterTheOther(one, other)),
      dice.map((each): LifeCommand => new Twice(each)),
    ],
    { maxCommands: most, size: 'max' },
  );

export const lifePlan = (most: number): fc.Arbitrary<LifePlan> => fc.record({ beginning, turns: turns(most) });

/** Runs one plan to its end. */
export const runPlan = async (city: LivingCity, resident: Resident, plan: LifePlan): Promise<void> => {
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: { city, resident, beginning: plan.beginning } }), plan.turns);
  } finally {
    city.leave();
  }
};
