import { runService } from '@tuntas/service';
import { CaseworkModule } from './casework.module.js';

await runService('casework', [CaseworkModule]);
