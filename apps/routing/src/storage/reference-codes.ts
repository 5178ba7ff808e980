import type { ReferenceData } from '@tuntas/reference';
import { CityCodes } from '../use-cases/ports.js';

export class ReferenceCodes extends CityCodes {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  demandKnown({ office, category }: { office?: string; category?: string | null }): Promise<void> {
    return this.reference.demandKnown([
      { table: 'offices', code: office, pointer: '/office' },
      { table: 'categories', code: category, pointer: '/category' },
    ]);
  }
}
