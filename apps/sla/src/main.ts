import { runService } from '@tuntas/platform';
import { DevClockModule } from './dev-clock.module.js';
import { SlaModule } from './sla.module.js';

await runService('sla', [SlaModule], { inDevelopment: [DevClockModule] });
