import { runService } from '@tuntas/service';
import { EscalationModule } from './escalation.module.js';

await runService('escalation', [EscalationModule]);
