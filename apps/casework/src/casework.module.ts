import { Module } from '@nestjs/common';
import { complaintProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
import { coreProviders, idempotencyProvider } from '@tuntas/platform';
import { CaseworkController } from './http/casework.controller.js';
import { CitizenContactController } from './http/citizen-contact.controller.js';
import { HandoverController } from './http/handover.controller.js';
import { ReferenceOffices } from './storage/reference-offices.js';
import { AskComplainant, RecordContact } from './use-cases/citizen-contact.js';
import { AddInternalNote, TransferComplaint } from './use-cases/handover.js';
import { AcceptComplaint, ResolveComplaint, RespondToComplaint } from './use-cases/office-acts.js';
import { OfficeDirectory } from './use-cases/ports.js';

/** Service of the offices: handling and resolution of complaints. */
@Module({
  controllers: [CaseworkController, CitizenContactController, HandoverController],
  providers: [
    ...coreProviders('casework', { poolSize: 6, entities: referenceEntities }),
    ...complaintProviders,
    idempotencyProvider('casework'),
    AcceptComplaint,
    RecordContact,
    RespondToComplaint,
    AskComplainant,
    ResolveComplaint,
    TransferComplaint,
    AddInternalNote,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    {
      provide: OfficeDirectory,
      inject: [ReferenceData],
      useFactory: (reference: ReferenceData) => new ReferenceOffices(reference),
    },
  ],
})
export class CaseworkModule {}
