import { prepare } from './prepare.mjs';

await prepare();
await import('./supervision/run.mjs');
