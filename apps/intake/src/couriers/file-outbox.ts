import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { delivered, later, refused, type DeliveryOutcome } from '../domain/delivery.js';
import { Courier, type Letter } from '../use-cases/message-ports.js';
import { composed, isMailAddress, type Sender } from './composed.js';

/**
 * A folder that somebody else empties, one file for each message. What has its final name is whole and on the disk; a
 * repetition has the same name.
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

/** Mail as files: `<id>.eml`, as any mail program reads it. */
export class MailOutbox extends FileOutbox {
  constructor(
    folder: string,
    private readonly from: Sender,
  ) {
    super(folder);
  }

  async deliver(letter: Letter): Promise<DeliveryOutcome> {
    if (!isMailAddress(letter.address)) return refused('address.unusable');
    return this.write(`${letter.id}.eml`, await composed(letter, this.from));
  }
}

/** Text messages as files: `<id>.sms.json`, for a gateway to send. */
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
