import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zoneNames } from '@tuntas/kernel';

/** The city that a deployment serves: seed data, not code. Injectable. */
export abstract class Tenant {
  abstract readonly code: string;
  abstract readonly name: string;
  /** Prefix of tickets, such as `BJM`. */
  abstract readonly ticketPrefix: string;
  /** Kemendagri code of the city. */
  abstract readonly regionCode: string;
  /** Code of the calendar that counts while no office is known. */
  abstract readonly calendar: string;
  /** Offset of the tenant's zone from UTC in minutes; Indonesia has no daylight saving time. */
  abstract readonly utcOffsetMinutes: number;
  /**
   * The rectangle in which the city lies, in degrees; coordinates outside are taken with a warning, and all without one
   * where it is absent.
   */
  abstract readonly bounds?: {
    readonly south: number;
    readonly west: number;
    readonly north: number;
    readonly east: number;
  };
  /** How the representative office of the Ombudsman signs registration numbers. */
  abstract readonly ombudsmanOffice: string;
  /**
   * Where the city's complaint service is found: online, in few letters for an SMS, at its own address and by
   * telephone.
   */
  abstract readonly service: {
    readonly site: string;
    readonly shortSite: string;
    readonly address: string;
    readonly phone: string;
  };
  /** Where else a citizen may turn to, in sentences for them (UU 25/2009 Art. 46, UU 37/2008). */
  abstract readonly remedies: readonly { readonly id: string; readonly en: string }[];
}

/**
 * Reads `tenant.json` of a seed folder.
 * @throws Error when it is missing, no JSON, or does not say where the service is found
 */
export const readTenant = async (seedFolder: string): Promise<Tenant> => {
  const path = join(seedFolder, 'tenant.json');
  const tenant = JSON.parse(await readFile(path, 'utf8')) as Tenant;
  for (const name of ['site', 'shortSite', 'address', 'phone'] as const)
    if (!(tenant.service as Partial<Tenant['service']> | undefined)?.[name])
      throw new Error(`${path} lacks service.${name}, which messages and receipts name.`);
  return tenant;
};

/** Date 'YYYY-MM-DD' of an instant in the tenant's zone. */
export const dateIn = ({ utcOffsetMinutes }: Pick<Tenant, 'utcOffsetMinutes'>, instant: Date): string =>
  new Date(instant.getTime() + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);

/** Year of an instant in the tenant's zone. */
export const yearIn = (tenant: Pick<Tenant, 'utcOffsetMinutes'>, instant: Date): number =>
  Number(dateIn(tenant, instant).slice(0, 4));

/** What people call the tenant's zone: `WITA`; outside Indonesia `UTC+02:00`. */
export const zoneNameOf = ({ utcOffsetMinutes }: Pick<Tenant, 'utcOffsetMinutes'>): string => {
  const minutes = Math.abs(utcOffsetMinutes);
  const twoDigits = (number: number): string => String(number).padStart(2, '0');
  return (
    zoneNames[utcOffsetMinutes] ??
    `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
  );
};
