import type { Provider } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { StoredResponses, Outbox, LoopNotifier } from '@tuntas/eventlog';
import { BusinessTime, Ids } from '@tuntas/kernel';
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
  {
    provide: ComplaintStore,
    inject: [Database, BusinessTime, Outbox, StoredResponses, Ids, LoopNotifier],
    useFactory: (
      database: Database,
      time: BusinessTime,
      outbox: Outbox,
      storedResponses: StoredResponses,
      ids: Ids,
      notifier: LoopNotifier,
    ) => new PgComplaintStore(database, time, outbox, storedResponses, ids, notifier),
  },
  {
    provide: ComplaintPresenter,
    inject: [Database],
    useFactory: (database: Database) => new PgComplaintPresenter(database),
  },
  { provide: Texts, inject: [Ids], useFactory: (ids: Ids) => new SaltedTexts(ids) },
  { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
  { provide: ReferenceCodes, useExisting: ReferenceData },
  {
    provide: PerformAct,
    inject: [ComplaintStore, Texts, ReferenceCodes, ComplaintPresenter],
    useFactory: (store: ComplaintStore, texts: Texts, codes: ReferenceCodes, presenter: ComplaintPresenter) =>
      new PerformAct(store, texts, codes, presenter),
  },
];
