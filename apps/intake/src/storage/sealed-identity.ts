import { seal, unseal, type Key, type KeyRing } from '@tuntas/database';
import type { Identity } from '../domain/identity.js';

/** An identity as stored in the vault. */
export interface SealedIdentity {
  readonly complainant_ref: string;
  readonly wrapped_key: Buffer;
  readonly sealed: Buffer;
  /**
   * The key that wraps the data key. Null for rows from before key ids were stored; such rows are not bound to their
   * reference.
   */
  readonly key_id: string | null;
}

const keyContext = (ref: string): string => `vault key of ${ref}`;
const identityContext = (ref: string): string => `vault identity of ${ref}`;

export const sealIdentity = (key: Key, ref: string, dataKey: Buffer, identity: Identity): SealedIdentity => ({
  complainant_ref: ref,
  key_id: key.id,
  wrapped_key: seal(key.bytes, dataKey, keyContext(ref)),
  sealed: seal(dataKey, Buffer.from(JSON.stringify(identity), 'utf8'), identityContext(ref)),
});

/**
 * Unseals an identity.
 * @param unbound the key of rows without a key id; null rejects such rows, since a writer of the table could move an
 *   unbound row to another reference
 * @throws Error if the row belongs to another reference, was changed, or its key is not in the ring
 */
export const unsealIdentity = (
  ring: KeyRing,
  unbound: Key | null,
  row: SealedIdentity,
): { readonly identity: Identity; readonly dataKey: Buffer } => {
  const { complainant_ref: ref, key_id: keyId } = row;
  const key = keyId === null ? unbound : ring.find(keyId);
  if (!key)
    throw new Error(
      `An identity was sealed with the key ${keyId ?? 'of an earlier version'}, which is not in ${ring.oldName}.`,
    );
  const dataKey = unseal(key.bytes, row.wrapped_key, keyId === null ? '' : keyContext(ref));
  return {
    dataKey,
    identity: JSON.parse(
      unseal(dataKey, row.sealed, keyId === null ? '' : identityContext(ref)).toString('utf8'),
    ) as Identity,
  };
};
