import { runService } from '@tuntas/platform';
import { RoutingModule } from './routing.module.js';

await runService('routing', [RoutingModule]);
