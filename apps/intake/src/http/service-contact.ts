import type { Language } from '@tuntas/platform';

/** The contact data of the city's complaint service on printed pages. */
export interface ServiceContact {
  readonly site: string;
  readonly address: string;
  readonly phone: string;
}

/** The contact line under the city's name. */
export const contactLine = ({ address, phone, site }: ServiceContact, language: Language): string =>
  `${address} | ${language === 'id' ? 'Telepon' : 'Telephone'} ${phone} | ${site}`;
