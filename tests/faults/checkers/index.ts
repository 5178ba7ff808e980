import type { Checker } from '../lab/model.js';
import { doubleEscalation } from './double-escalation.js';
import { duplicateEffect } from './duplicate-effect.js';
import { earlyBreach } from './early-breach.js';
import { falseBreach } from './false-breach.js';
import { gap } from './gap.js';
import { lateBreach } from './late-breach.js';
import { lost } from './lost.js';
import { missingEscalation } from './missing-escalation.js';
import { nonmonotonic } from './nonmonotonic.js';
import { orphanOutbox } from './orphan-outbox.js';
import { phantom } from './phantom.js';
import { stuck } from './stuck.js';

/** All checkers, ordered by the relevance of their findings. */
export const checkers: readonly Checker[] = [
  lost,
  phantom,
  duplicateEffect,
  gap,
  nonmonotonic,
  earlyBreach,
  falseBreach,
  lateBreach(),
  doubleEscalation,
  missingEscalation,
  orphanOutbox,
  stuck,
];
