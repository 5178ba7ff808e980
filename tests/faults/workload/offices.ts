/** Offices that complaints are brought to by hand. */
export const offices = ['PUPR', 'DLH', 'DISHUB', 'DISDIK', 'DINKES', 'PKM-SUNGAI-ANDAI'] as const;
