import { z } from 'zod';
import { roles } from '@tuntas/kernel';
import { officeSchema } from '@tuntas/complaint/view';

export const meSchema = z
  .object({
    sub: z.string().describe('Subject of the token'),
    name: z.string().nullable(),
    roles: z
      .array(z.enum(roles))
      .describe(
        'Roles of the token that the system knows. For reading, the reach of all your roles permitted for an operation is combined; an act uses the first permitted role',
      ),
    office: officeSchema.nullable().describe('Office of the token; the name equals the code if the office is unknown'),
    sections: z.array(z.string()).describe('Tags of the API document with at least one operation that you may call'),
    operations: z
      .array(z.string())
      .describe(
        'Ids of the operations that you may call, without public ones. They do not say which complaints you may read',
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
