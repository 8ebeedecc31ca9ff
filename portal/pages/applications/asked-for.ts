import type { OwnApplication } from '../../../domain/applications/own-application';
import { paths } from '../../paths';
import type { PortalContext } from '../../portal-context';

/** The route of one application's page. */
export const one = `${paths.applications}/:id`;

/** The application that the address names, for the account that asks. */
export const askedFor = (context: PortalContext): OwnApplication => ({
  account: context.var.account.id,
  id: context.req.param('id') ?? '',
});
