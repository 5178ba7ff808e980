import { runService } from '@tuntas/platform';
import { CaseworkModule } from './casework.module.js';

await runService('casework', [CaseworkModule]);
