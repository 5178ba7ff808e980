/** Offices to which the coordinator assigns complaints. */
export const offices = ['PUPR', 'DLH', 'DISHUB', 'DISDIK', 'DINKES', 'PKM-SUNGAI-ANDAI'] as const;
