import type { Provider } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { StoredResponses, Outbox, LoopNotifier } from '@tuntas/eventlog';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { ComplaintStore, ComplaintPresenter, Texts } from '../index.js';
import { PgComplaintPresenter } from '../view/index.js';
import { PgComplaintStore } from './pg-complaint-store.js';
import { SaltedTexts } from './salted-texts.js';

/** The providers of a service that changes complaints: the store, the presenter, and the sealing of texts. */
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
];
