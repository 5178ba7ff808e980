import { runService } from '@tuntas/service';
import { RoutingModule } from './routing.module.js';

await runService('routing', [RoutingModule]);
