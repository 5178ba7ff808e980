import { runService } from '@tuntas/service';
import { QueriesModule } from './queries.module.js';

await runService('queries', [QueriesModule]);
