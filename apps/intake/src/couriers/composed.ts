import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../use-cases/message-ports.js';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** One address and nothing else: no list, no name, no comment, no line break. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s<>()[\]\\,;:"@\p{C}]+@[^\s<>()[\]\\,;:"@\p{C}]+$/u.test(text);

/**
 * The mail as it is sent (RFC 5322). Its Message-ID is the message's, so that whoever gets it twice can tell; nobody is
 * to answer it automatically (RFC 3834).
 */
export const composed = async ({ id, language, address, subject, text }: Letter, from: Sender): Promise<Buffer> => {
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
