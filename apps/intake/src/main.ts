import { runService } from '@tuntas/service';
import { IntakeModule } from './intake.module.js';

await runService('intake', [IntakeModule]);
