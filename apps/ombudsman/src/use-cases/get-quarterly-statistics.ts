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

/** Statistics of a quarter, with the names of the offices and regions. */
export interface QuarterlyStatistics {
  readonly quarter: Quarter;
  /** Exclusive end of the count: the end of the quarter, or the present time if the quarter has not ended. */
  readonly countedTo: Date;
  readonly figures: QuarterlyFigures;
  readonly names: Awaited<ReturnType<CaseLedger['names']>>;
}

/** Computes the statistics of a quarter from the stored stages of every case, on each request. */
@Injectable()
export class GetQuarterlyStatistics {
  constructor(
    private readonly ledger: CaseLedger,
    private readonly time: BusinessTime,
  ) {}

  /**
   * @param name for example `2026-Q1`
   * @throws DomainError invalid `statistics.quarter-ahead` if the quarter has not begun
   */
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
