import { runService } from '@tuntas/platform';
import { IntakeModule } from './intake.module.js';
import { intakeSettings } from './intake.settings.js';

await runService('intake', [IntakeModule], { settings: [intakeSettings] });
