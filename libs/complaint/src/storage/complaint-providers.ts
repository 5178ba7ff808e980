import type { Provider } from '@nestjs/common';
import { ReferenceData } from '@tuntas/reference';
import { ComplaintStore, ComplaintPresenter, ReferenceCodes, Texts } from '../index.js';
import { PerformAct } from '../use-cases/perform-act.js';
import { PgComplaintPresenter } from '../view/index.js';
import { PgComplaintStore } from './pg-complaint-store.js';
import { SaltedTexts } from './salted-texts.js';

/**
 * The providers of a service that changes complaints: the store, the use case of acts, the presenter, the sealing of
 * texts and the reference data. The database must know `referenceEntities`.
 */
export const complaintProviders: Provider[] = [
  { provide: ComplaintStore, useClass: PgComplaintStore },
  { provide: ComplaintPresenter, useClass: PgComplaintPresenter },
  { provide: Texts, useClass: SaltedTexts },
  ReferenceData,
  { provide: ReferenceCodes, useExisting: ReferenceData },
  PerformAct,
];
