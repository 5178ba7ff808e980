import { runService } from '@tuntas/service';
import { OmbudsmanModule } from './ombudsman.module.js';

await runService('ombudsman', [OmbudsmanModule]);
