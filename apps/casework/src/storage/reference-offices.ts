import type { ReferenceData } from '@tuntas/reference';
import { OfficeDirectory } from '../use-cases/ports.js';

/** Implementation of `OfficeDirectory` with the reference data. */
export class ReferenceOffices extends OfficeDirectory {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  requireKnown(office: string, pointer: string): Promise<void> {
    return this.reference.requireKnown([{ table: 'offices', code: office, pointer }]);
  }
}
