import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { LoggedEvent } from '@tuntas/contracts';

/** RFC 6962 section 2.1: prefix that distinguishes a leaf from an inner node of the tree. */
const leafPrefix = Uint8Array.of(0);

/** Returns the stored form of an event: its canonical JSON (RFC 8785) and the hash of exactly these bytes. */
export const leafOf = ({
  envelope,
  data,
}: Pick<LoggedEvent, 'envelope' | 'data'>): { readonly leaf: string; readonly leafHash: string } => {
  const leaf = canonicalize({ envelope, data })!;
  return { leaf, leafHash: leafHashOf(leaf) };
};

/** Returns the hex SHA-256 of 0x00 and the UTF-8 text. */
export const leafHashOf = (leaf: string): string =>
  createHash('sha256').update(leafPrefix).update(leaf, 'utf8').digest('hex');
