import { IntakeSettings, intakeSettings } from '@tuntas/intake/settings';
import { requiredByAllInOne, prepareDatabase, runMain } from '@tuntas/platform';
import { DevClockModule } from '@tuntas/sla/dev-clock';
import { AllInOneModule } from './all-in-one.module.js';
import { welcome } from './welcome.js';

await runMain({
  name: 'tuntas',
  required: requiredByAllInOne,
  settings: [intakeSettings],
  modules: [AllInOneModule],
  inDevelopment: [DevClockModule],
  database: prepareDatabase,
  welcome: (address, app) => welcome(address, app.get(IntakeSettings)),
});
