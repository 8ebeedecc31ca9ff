import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { paths } from '../paths';
import type { PortalContext } from '../portal-context';
import type { PortalSettings } from '../portal-needs';
import type { Render } from './make-render';

export interface PageData {
  /** Of the browser's window, without the portal's name. */
  readonly title: string;
  readonly [name: string]: unknown;
}

/** Answers a request with the template of a page, named by its folder and file below `pages`. */
export type Page = (
  context: PortalContext,
  template: string,
  data: PageData,
  status?: ContentfulStatusCode,
) => Response;

interface Needs {
  readonly render: Render;
  readonly environment: Pick<PortalSettings, 'name' | 'production' | 'brand' | 'outbox'>;
}

export const makePage =
  ({ render, environment }: Needs): Page =>
  (context, template, data, status = 200) => {
    const { nonce, session, formToken } = context.var;
    const common = {
      paths,
      environment,
      brand: environment.brand,
      path: context.req.path,
      cspNonce: nonce,
      signedIn: session !== undefined,
      formToken,
    };
    return context.html(render(template, { ...common, ...data }), status);
  };
