import { z } from 'zod';
import { roles } from '@tuntas/kernel';
import { officeSchema } from '@tuntas/complaint/view';

export const meSchema = z
  .object({
    sub: z.string().describe('Of the token'),
    name: z.string().nullable(),
    roles: z
      .array(z.enum(roles))
      .describe(
        'Those that the system knows; an operation reads what any of its own roles that you hold reaches, and acts in the first that may',
      ),
    office: officeSchema.nullable().describe('Of the token; its name is the code where the city has no such office'),
    sections: z.array(z.string()).describe('Chapters of the document in which you may call something'),
    operations: z
      .array(z.string())
      .describe(
        'Ids of the operations that you may call, besides those that are open to everybody. Which complaints they show is another question',
      ),
  })
  .meta({ id: 'Me' });

export const meExample: z.infer<typeof meSchema> = {
  sub: '019d1f0a-7c31-7d20-b3a8-0e4f6c2a9d17',
  name: 'Ahmad Fauzi',
  roles: ['officer'],
  office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
  sections: ['Complaints', 'Reference data'],
  operations: ['getComplaint', 'listComplaints', 'listOffices'],
};
