import type { ClientAddressTreatment } from './client-address';

/** What records keep of a caller's address, after "of the address … a record keeps", as auditors and visitors read it. */
export const clientAddressWords: Readonly<Record<ClientAddressTreatment, string>> = {
  pseudonym: 'a mark that links the calls of one day and cannot be turned back into the address',
  truncated: 'its network only: the first 24 bits of an IPv4 address, or the first 48 of an IPv6 address',
  whole: 'all of it, to find misuse; the one role that reads such records is restricted',
};
