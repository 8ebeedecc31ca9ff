import type { KnownDevices } from '../domain/accounts/known-devices';
import type { Sessions } from '../domain/accounts/sessions';
import type { Limits } from './http/limits';
import type { PortalNeeds } from './portal-needs';
import type { Page } from './view/make-page';

/** What the routes of every page are made from. */
export interface Tools extends Omit<PortalNeeds, 'sessions'> {
  readonly page: Page;
  readonly sessions: Sessions;
  readonly devices: KnownDevices;
  readonly limits: Limits;
}
