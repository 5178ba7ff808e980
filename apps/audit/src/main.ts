import { runService } from '@tuntas/service';
import { AuditModule } from './audit.module.js';

await runService('audit', [AuditModule]);
