import type { Language } from '@tuntas/service';

/** Where the city's complaint service is found, as printed pages say it. */
export interface ServiceContact {
  readonly site: string;
  readonly address: string;
  readonly phone: string;
}

/** The line under the city's name. */
export const contactLine = ({ address, phone, site }: ServiceContact, language: Language): string =>
  `${address} | ${language === 'id' ? 'Telepon' : 'Telephone'} ${phone} | ${site}`;
