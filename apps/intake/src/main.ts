import { runService } from '@tuntas/platform';
import { IntakeModule } from './intake.module.js';

await runService('intake', [IntakeModule]);
