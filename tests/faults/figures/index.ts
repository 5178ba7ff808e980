import { crashLateness } from './crash-lateness.js';
import { deliveries } from './deliveries.js';
import { dueAtOnce } from './due-at-once.js';
import type { Figure } from './figure.js';
import { kills } from './kills.js';
import { overload } from './overload.js';
import { retries } from './retries.js';

/** All figures; to add one, add a file and a line here. */
export const figures: readonly Figure[] = [retries, deliveries, dueAtOnce, overload, crashLateness, kills];
