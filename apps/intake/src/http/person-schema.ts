import { email, nationalId, phone } from './person-fields.js';
import { z } from 'zod';
import { customIssue, line, optionalOrNull } from '@tuntas/platform';

/** The fields of a person in addition to the name. */
const details = {
  nationalId: optionalOrNull(nationalId),
  phone: optionalOrNull(phone),
  email: optionalOrNull(email),
  address: optionalOrNull(line(500)),
};

export const personSchema = z.strictObject({ name: line(200), ...details }).meta({ id: 'Person' });

/** Missing details of a person; absent fields stay unchanged. */
export const personDetailsSchema = z
  .strictObject({ name: optionalOrNull(line(200)), ...details })
  .meta({ id: 'PersonDetails' });

/** A person as stored in the vault. */
export const knownPersonSchema = z
  .object({
    name: z.string(),
    nationalId: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'KnownPerson' });

export const locationSchema = z
  .strictObject({
    regionCode: optionalOrNull(line(40)),
    latitude: optionalOrNull(z.number().min(-90).max(90)),
    longitude: optionalOrNull(z.number().min(-180).max(180)),
    address: optionalOrNull(line(500)),
  })
  .check(({ value: { latitude, longitude }, issues }) => {
    if (latitude === null && longitude !== null) issues.push(customIssue('coordinate_missing', latitude, ['latitude']));
    if (longitude === null && latitude !== null)
      issues.push(customIssue('coordinate_missing', longitude, ['longitude']));
  })
  .meta({ id: 'Location', description: '`latitude` and `longitude` must be given together' });
