import { runService } from '@tuntas/platform';
import { QueriesModule } from './queries.module.js';

await runService('queries', [QueriesModule]);
