import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zoneNames } from '@tuntas/kernel';

/** The city of a deployment, read from seed data. Injectable. */
export abstract class Tenant {
  abstract readonly code: string;
  abstract readonly name: string;
  /** Prefix of ticket numbers, such as `BJM`. */
  abstract readonly ticketPrefix: string;
  /** Kemendagri code of the city. */
  abstract readonly regionCode: string;
  /** Code of the default calendar, used while no office is assigned. */
  abstract readonly calendar: string;
  /** UTC offset of the tenant's time zone in minutes. Indonesia has no daylight saving time. */
  abstract readonly utcOffsetMinutes: number;
  /**
   * The bounding box of the city, in degrees. Coordinates outside are accepted with a warning; without bounds there is
   * no warning.
   */
  abstract readonly bounds?: {
    readonly south: number;
    readonly west: number;
    readonly north: number;
    readonly east: number;
  };
  /** The code of the Ombudsman's representative office in registration numbers. */
  abstract readonly ombudsmanOffice: string;
  /**
   * The contact details of the city's complaint service: website, short website for SMS, address and telephone.
   */
  abstract readonly service: {
    readonly site: string;
    readonly shortSite: string;
    readonly address: string;
    readonly phone: string;
  };
  /** Other remedies of a citizen, as sentences for citizens (UU 25/2009 Art. 46, UU 37/2008). */
  abstract readonly remedies: readonly { readonly id: string; readonly en: string }[];
}

/**
 * Reads `tenant.json` of a seed folder.
 * @throws Error if the file is missing, is not JSON, or lacks a contact detail of the service
 */
export const readTenant = async (seedFolder: string): Promise<Tenant> => {
  const path = join(seedFolder, 'tenant.json');
  const tenant = JSON.parse(await readFile(path, 'utf8')) as Tenant;
  for (const name of ['site', 'shortSite', 'address', 'phone'] as const)
    if (!(tenant.service as Partial<Tenant['service']> | undefined)?.[name])
      throw new Error(`${path} lacks service.${name}, which messages and receipts name.`);
  return tenant;
};

/** The date 'YYYY-MM-DD' of an instant in the tenant's time zone. */
export const dateIn = ({ utcOffsetMinutes }: Pick<Tenant, 'utcOffsetMinutes'>, instant: Date): string =>
  new Date(instant.getTime() + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);

/** The year of an instant in the tenant's time zone. */
export const yearIn = (tenant: Pick<Tenant, 'utcOffsetMinutes'>, instant: Date): number =>
  Number(dateIn(tenant, instant).slice(0, 4));

/** The name of the tenant's time zone: `WITA`; outside Indonesia `UTC+02:00`. */
export const zoneNameOf = ({ utcOffsetMinutes }: Pick<Tenant, 'utcOffsetMinutes'>): string => {
  const minutes = Math.abs(utcOffsetMinutes);
  const twoDigits = (number: number): string => String(number).padStart(2, '0');
  return (
    zoneNames[utcOffsetMinutes] ??
    `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
  );
};
