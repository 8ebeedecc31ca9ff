import type { Brand } from '../../domain/brand';

/** What stands here until an adopter says who it is; `deploy` refuses its addresses by name. */
export const exampleBrand: Brand = {
  serviceName: 'Digital Interoperability Platform',
  organisation: 'The organisation that runs this platform',
  logo: 'none',
  controller: { name: 'The organisation that runs this platform', address: '1 Example Street, London' },
  dataProtectionOfficer: 'data.protection@dip.example',
  securityContact: 'security@dip.example',
  accessibilityReviewedOn: '2026-11-26',
};
