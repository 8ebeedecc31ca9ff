import * as z from 'zod';
import { organisationTypes } from './organisation-type';

/** A legal person whose teams call or publish APIs: one item of the organisations table. */
export const organisation = z.object({
  id: z.string().min(1),
  revision: z.number().int().positive(),
  /** As its register has it. */
  name: z.string(),
  type: z.enum(organisationTypes),
  /** Of the Organisation Data Service, where it has one: `RX1`, `Y05868`. */
  odsCode: z.string().optional(),
  /** Number in the register of data protection fee payers (ICO), where it is a controller. */
  controllerNumber: z.string().optional(),
  /** Ids of its teams. */
  teams: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type Organisation = z.infer<typeof organisation>;

/** https://digital.nhs.uk/services/organisation-data-service: three to twelve capital letters and digits. */
export const odsCodePattern = /^[A-Z0-9]{3,12}$/;
/** https://ico.org.uk/ESDWebPages/Search: Z or ZA and digits. */
export const controllerNumberPattern = /^Z[A-Z]?\d{6,7}$/;
/** Of one organisation. */
export const mostTeamsOfOrganisation = 100;
