import type { ApplicationStore } from '../applications/application-store';
import type { PublisherNeeds } from '../applications/decide-for-publisher';
import type { Rows } from '../change-row';
import type { NewId } from '../ports';
import type { TeamPorts } from '../teams/ports';
import type { Dossier } from './answers';
import type { Product } from './product';

/** What this wing asks of the outside; each function takes what it uses. */
export interface OnboardingPorts extends Pick<TeamPorts, 'teams' | 'organisations'>, PublisherNeeds {
  readonly applications: ApplicationStore;
  readonly products: Rows<Product>;
  readonly dossiers: Rows<Dossier>;
  readonly newId: NewId;
}
