import { runService } from '@tuntas/platform';
import { OmbudsmanModule } from './ombudsman.module.js';

await runService('ombudsman', [OmbudsmanModule]);
