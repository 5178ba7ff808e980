import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { Texts, type TypedText } from '../index.js';

const saltBytes = 16;

/** Seals each text with its own random salt, so that the hash reveals nothing after the text is erased. */
@Injectable()
export class SaltedTexts extends Texts {
  constructor(private readonly ids: Ids) {
    super();
  }

  seal(texts: Readonly<Record<string, string | null | undefined>>): readonly TypedText[] {
    return Object.entries(texts).flatMap(([field, body]) => {
      if (body === null || body === undefined) return [];
      const salt = randomBytes(saltBytes);
      return {
        field,
        textId: this.ids.next(),
        salt,
        body,
        hash: createHash('sha256').update(salt).update(body, 'utf8').digest('hex'),
      };
    });
  }
}
