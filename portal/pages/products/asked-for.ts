import type { ProductRequest } from '../../../domain/onboarding/find-product';
import { paths, productPath } from '../../paths';
import type { PortalContext } from '../../portal-context';

/** The route of one product's page, and of its task list for one API. */
export const oneProduct = `${paths.products}/:product`;
export const oneSubmission = `${oneProduct}/apis/:api`;

/** The product that the address names, for the account that asks. */
export const productAskedFor = (context: PortalContext): ProductRequest => ({
  account: context.var.account.id,
  product: context.req.param('product') ?? '',
});

export const apiAskedFor = (context: PortalContext): string => context.req.param('api') ?? '';

export const submissionPath = (context: PortalContext): string =>
  `${productPath(productAskedFor(context).product)}/apis/${encodeURIComponent(apiAskedFor(context))}`;
