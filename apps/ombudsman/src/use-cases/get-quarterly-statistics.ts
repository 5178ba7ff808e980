import { Injectable } from '@nestjs/common';
import { BusinessTime, DomainError } from '@tuntas/kernel';
import {
  caseInQuarter,
  quarterlyFigures,
  type CaseInQuarter,
  type Quarter,
  type QuarterlyFigures,
} from '../domain/index.js';
import { CaseLedger } from './ports.js';

export { ageBands, quarterPattern } from '../domain/index.js';

/** The statistics of a quarter, and what its codes are called. */
export interface QuarterlyStatistics {
  readonly quarter: Quarter;
  /** Everything up to here is counted: the end of the quarter, or now while it runs. */
  readonly countedTo: Date;
  readonly figures: QuarterlyFigures;
  readonly names: Awaited<ReturnType<CaseLedger['names']>>;
}

/** Counts the Ombudsman's cases in a quarter, anew each time: the stages of every case are kept with their instants. */
@Injectable()
export class GetQuarterlyStatistics {
  constructor(
    private readonly ledger: CaseLedger,
    private readonly time: BusinessTime,
  ) {}

  /** @param name such as `2026-Q1`. @throws DomainError invalid `statistics.quarter-ahead` when it has not begun */
  async execute(name: string): Promise<QuarterlyStatistics> {
    const quarter = this.ledger.quarter(name);
    const now = await this.time.now();
    if (quarter.from > now)
      throw new DomainError('invalid', 'statistics.quarter-ahead', `${name} has not begun`, { quarter: name });
    const countedTo = now < quarter.to ? now : quarter.to;
    const counted: CaseInQuarter[] = [];
    await this.ledger.read(quarter, cases => {
      counted.push(...cases.map(each => caseInQuarter(each, quarter, countedTo)));
    });
    return { quarter, countedTo, figures: quarterlyFigures(counted), names: await this.ledger.names() };
  }
}
