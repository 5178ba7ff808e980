import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../use-cases/message-ports.js';

export interface Sender {
  /** The display name; may be empty. */
  readonly name: string;
  readonly address: string;
}

/** Whether the text is a single bare address, without list, name, comment or line break. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s<>()[\]\\,;:"@\p{C}]+@[^\s<>()[\]\\,;:"@\p{C}]+$/u.test(text);

/**
 * Composes the mail (RFC 5322). The Message-ID contains the id of the message, so that a recipient can detect a
 * duplicate. The headers suppress automatic replies (RFC 3834).
 */
export const composeMail = async ({ id, language, address, subject, text }: Letter, from: Sender): Promise<Buffer> => {
  const mail = new MailComposer({
    from,
    to: { name: '', address },
    subject: subject.replace(/[\s\p{Cc}]+/gu, ' ').trim(),
    text,
    messageId: `<${id}@${from.address.split('@')[1]!}>`,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
  });
  return mail.compile().build();
};
