import type { Provider } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { KeptAnswers, Outbox, Wake } from '@tuntas/eventlog';
import { Clock, Ids } from '@tuntas/kernel';
import { Deciding, Showing, Texts } from '../index.js';
import { PgShowing } from '../view/index.js';
import { PgDeciding } from './pg-deciding.js';
import { SaltedTexts } from './salted-texts.js';

/** What a door to the aggregate needs: the decision store, sealed texts, and the answer of an act. */
export const doorProviders: Provider[] = [
  {
    provide: Deciding,
    inject: [Database, Clock, Outbox, KeptAnswers, Ids, Wake],
    useFactory: (database: Database, clock: Clock, outbox: Outbox, kept: KeptAnswers, ids: Ids, wake: Wake) =>
      new PgDeciding(database, clock, outbox, kept, ids, wake),
  },
  { provide: Showing, inject: [Database], useFactory: (database: Database) => new PgShowing(database) },
  { provide: Texts, inject: [Ids], useFactory: (ids: Ids) => new SaltedTexts(ids) },
];
