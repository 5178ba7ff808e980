import { seal, unseal, type Key, type KeyRing } from '@tuntas/database';
import type { Identity } from '../domain/identity.js';

/** An identity as it lies in the vault. */
export interface SealedIdentity {
  readonly complainant_ref: string;
  readonly wrapped_key: Buffer;
  readonly sealed: Buffer;
  /**
   * The key that wraps the data key; null: of the time before rows named one, and then neither part is bound to its
   * row.
   */
  readonly key_id: string | null;
}

const placeOfKey = (ref: string): string => `vault key of ${ref}`;
const placeOfIdentity = (ref: string): string => `vault identity of ${ref}`;

export const sealedIdentity = (key: Key, ref: string, dataKey: Buffer, identity: Identity): SealedIdentity => ({
  complainant_ref: ref,
  key_id: key.id,
  wrapped_key: seal(key.bytes, dataKey, placeOfKey(ref)),
  sealed: seal(dataKey, Buffer.from(JSON.stringify(identity), 'utf8'), placeOfIdentity(ref)),
});

/**
 * @param unbound the key of rows that name none; null: such rows are not opened, or somebody who can write rows could
 *   put an old one in the place of another
 * @throws Error where the row is another's, was changed, or rests on a key that is not there
 */
export const opened = (
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
  const dataKey = unseal(key.bytes, row.wrapped_key, keyId === null ? '' : placeOfKey(ref));
  return {
    dataKey,
    identity: JSON.parse(
      unseal(dataKey, row.sealed, keyId === null ? '' : placeOfIdentity(ref)).toString('utf8'),
    ) as Identity,
  };
};
