import type { Section } from '../../question';
import { accessSections } from './access';
import { organisationSections } from './organisation';
import { productSections } from './product';
import { safetyAndServiceSections } from './safety-and-service';

export const sections: readonly Section[] = [
  ...organisationSections,
  ...productSections,
  ...safetyAndServiceSections,
  ...accessSections,
];
