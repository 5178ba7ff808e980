import type { Act } from '@tuntas/contracts';
import type { ComplaintEventType } from '../define-act.js';
import { accept } from './accept.js';
import { answer } from './answer.js';
import { archive } from './archive.js';
import { ask } from './ask.js';
import { assign } from './assign.js';
import { complete } from './complete.js';
import { confirm } from './confirm.js';
import { consent } from './consent.js';
import { contact } from './contact.js';
import { disclose } from './disclose.js';
import { lapseAnswer } from './lapse-answer.js';
import { lapseCompletion } from './lapse-completion.js';
import { lapseReopening } from './lapse-reopening.js';
import { lapseReply } from './lapse-reply.js';
import { lodging } from './lodge.js';
import { note } from './note.js';
import { object } from './object.js';
import { reclassify } from './reclassify.js';
import { referOut } from './refer-out.js';
import { reopen } from './reopen.js';
import { requestCompletion } from './request-completion.js';
import { requestReferral } from './request-referral.js';
import { resolve } from './resolve.js';
import { respond } from './respond.js';
import { transfer } from './transfer.js';
import { verify } from './verify.js';
import { withdraw } from './withdraw.js';

/** Every act by name, in the order of the transition table and of the lists of allowed actions. */
export const complaintActs = {
  lodge: lodging,
  verify,
  request_completion: requestCompletion,
  complete,
  lapse_completion: lapseCompletion,
  reclassify,
  assign,
  accept,
  contact,
  respond,
  ask,
  answer,
  lapse_answer: lapseAnswer,
  resolve,
  transfer,
  refer_out: referOut,
  confirm,
  object,
  lapse_reply: lapseReply,
  withdraw,
  archive,
  reopen,
  lapse_reopening: lapseReopening,
  consent,
  request_referral: requestReferral,
  note,
  disclose,
} as const satisfies Readonly<Record<Act, { readonly name: Act }>>;

/** The events that can change an escalation. */
export const escalationWakeUps = Object.values(complaintActs)
  .filter(act => act.wakesEscalation)
  .flatMap(act => Object.keys(act.notify) as ComplaintEventType[]);

export type { PerformableAct } from '../define-act.js';
