import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { delivered, later, refused, type DeliveryOutcome } from '../domain/delivery.js';
import { Courier, type Letter } from '../use-cases/message-ports.js';
import { composeMail, isMailAddress, type Sender } from './compose-mail.js';

/**
 * Writes each message as a file into a folder that another system empties. Each day has a folder of its own, so that no
 * folder grows without end. A file with its final name is complete and synced to disk. A repeated delivery overwrites
 * the same file, because the day is that of the message and not that of the delivery.
 */
abstract class FileOutbox extends Courier {
  protected constructor(private readonly folder: string) {
    super();
  }

  protected async write(id: string, extension: string, content: Buffer): Promise<DeliveryOutcome> {
    const day = join(this.folder, dayOf(id));
    const name = `${id}.${extension}`;
    try {
      const created = await mkdir(day, { recursive: true, mode: 0o700 });
      const draft = join(day, `.${name}.${randomBytes(6).toString('hex')}`);
      try {
        await writeDurably(draft, content);
        await rename(draft, join(day, name));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(day);
      if (created !== undefined) await syncFolder(this.folder);
      return delivered;
    } catch {
      return later('outbox.unwritable');
    }
  }
}

/** The UTC date on which a message was decided, such as `2026-03-17`: a UUIDv7 begins with its time in milliseconds. */
const dayOf = (id: string): string =>
  new Date(parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString().slice(0, 10);

/** Writes mails as `<day>/<id>.eml`. */
export class MailOutbox extends FileOutbox {
  constructor(
    folder: string,
    private readonly from: Sender,
  ) {
    super(folder);
  }

  async deliver(letter: Letter): Promise<DeliveryOutcome> {
    if (!isMailAddress(letter.address)) return refused('address.unusable');
    return this.write(letter.id, 'eml', await composeMail(letter, this.from));
  }
}

/** Writes text messages as `<day>/<id>.sms.json` for an SMS gateway. */
export class SmsOutbox extends FileOutbox {
  constructor(folder: string) {
    super(folder);
  }

  async deliver({ id, address, language, text }: Letter): Promise<DeliveryOutcome> {
    const to = address.replace(/[ ().-]/g, '');
    if (!/^\+?\d{4,20}$/.test(to)) return refused('address.unusable');
    return this.write(id, 'sms.json', Buffer.from(JSON.stringify({ id, to, language, text }), 'utf8'));
  }
}

const writeDurably = async (path: string, content: Buffer): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
