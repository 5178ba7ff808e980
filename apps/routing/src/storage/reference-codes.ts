import type { ReferenceData } from '@tuntas/reference';
import { CityCodes } from '../use-cases/ports.js';

/** Implementation of `CityCodes` with the reference data. */
export class ReferenceCodes extends CityCodes {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  requireKnown({ office, category }: { office?: string; category?: string | null }): Promise<void> {
    return this.reference.requireKnown([
      { table: 'offices', code: office, pointer: '/office' },
      { table: 'categories', code: category, pointer: '/category' },
    ]);
  }
}
