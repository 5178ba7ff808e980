import { runService } from '@tuntas/platform';
import { EscalationModule } from './escalation.module.js';

await runService('escalation', [EscalationModule]);
