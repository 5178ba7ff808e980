import { runService } from '@tuntas/platform';
import { AuditModule } from './audit.module.js';

await runService('audit', [AuditModule]);
