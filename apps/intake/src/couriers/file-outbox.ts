import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { delivered, later, refused, type DeliveryOutcome } from '../domain/delivery.js';
import { Courier, type Letter } from '../use-cases/message-ports.js';
import { composeMail, isMailAddress, type Sender } from './compose-mail.js';

/**
 * Writes each message as a file into a folder that another system empties. A file with its final name is complete and
 * synced to disk. A repeated delivery overwrites the same file.
 */
abstract class FileOutbox extends Courier {
  protected constructor(private readonly folder: string) {
    super();
  }

  protected async write(name: string, content: Buffer): Promise<DeliveryOutcome> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const draft = join(this.folder, `.${name}.${randomBytes(6).toString('hex')}`);
      try {
        await writeDurably(draft, content);
        await rename(draft, join(this.folder, name));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(this.folder);
      return delivered;
    } catch {
      return later('outbox.unwritable');
    }
  }
}

/** Writes mails as `<id>.eml` files. */
export class MailOutbox extends FileOutbox {
  constructor(
    folder: string,
    private readonly from: Sender,
  ) {
    super(folder);
  }

  async deliver(letter: Letter): Promise<DeliveryOutcome> {
    if (!isMailAddress(letter.address)) return refused('address.unusable');
    return this.write(`${letter.id}.eml`, await composeMail(letter, this.from));
  }
}

/** Writes text messages as `<id>.sms.json` files for an SMS gateway. */
export class SmsOutbox extends FileOutbox {
  constructor(folder: string) {
    super(folder);
  }

  async deliver({ id, address, language, text }: Letter): Promise<DeliveryOutcome> {
    const to = address.replace(/[ ().-]/g, '');
    if (!/^\+?\d{4,20}$/.test(to)) return refused('address.unusable');
    return this.write(`${id}.sms.json`, Buffer.from(JSON.stringify({ id, to, language, text }), 'utf8'));
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
