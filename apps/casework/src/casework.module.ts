import { Module } from '@nestjs/common';
import { complaintProviders } from '@tuntas/complaint/storage';
import { coreProviders, idempotencyProvider } from '@tuntas/platform';
import { referenceEntities } from '@tuntas/reference';
import { officeActs } from './http/office-acts.controllers.js';

/** Service of the offices: handling and resolution of complaints. */
@Module({
  controllers: officeActs,
  providers: [
    ...coreProviders('casework', { poolSize: 6, entities: referenceEntities }),
    ...complaintProviders,
    idempotencyProvider('casework'),
  ],
})
export class CaseworkModule {}
