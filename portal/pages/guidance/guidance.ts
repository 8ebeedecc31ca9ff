import { Hono } from 'hono';
import { noticeMonths } from '../../../domain/announcements/announcement';
import { type ErrorFormat, errorFormat } from '../../../domain/api-definition/api-definition';
import { defaultApiLimits } from '../../../domain/api-definition/default-api-limits';
import { limits } from '../../../domain/api-definition/limits';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import { errorBody } from '../../../domain/errors/error-body';
import { errorCodes } from '../../../domain/errors/error-code';
import { goLiveItems } from '../../../domain/publishing/go-live/items';
import { longestLogRetentionHours } from '../../../domain/retention/periods';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { tutorialCommands } from '../tutorials/commands';
import { errorCodeOf } from '../tutorials/error-code-of';
import { tutorialValues } from '../tutorials/tutorial-values';
import { publicationExample, specificationExample } from './examples';

export const guidance = [
  {
    name: 'getting-started',
    title: 'Publish your first API',
    about: 'From an OpenAPI file to an API with a sandbox and pages.',
  },
  {
    name: 'standards',
    title: 'What an API keeps to',
    about: 'Files, access, limits, health checks, records and notice.',
  },
  {
    name: 'error-formats',
    title: 'How errors are told',
    about: 'Four formats, and what the platform itself answers in each.',
  },
  {
    name: 'sandbox',
    title: 'What a sandbox answers',
    about: 'Your examples, what is made up to fit, and how errors are asked for.',
  },
  {
    name: 'going-live',
    title: 'Bring an API to production',
    about: 'The record, those who confirm it, and who lets applications in.',
  },
] as const;

const formatNames: Readonly<Record<ErrorFormat, string>> = {
  fhir: 'FHIR: OperationOutcome',
  problem: 'RFC 9457: problem details',
  oauth: 'OAuth 2.0: error and error_description',
  'json-api': 'JSON:API: errors',
};

/** The platform's own refusal of a credential, as each format tells it. */
function toldInEachFormat() {
  const details = {
    code: 'ACCESS_DENIED',
    diagnostics: 'Missing, invalid or expired credential',
    requestId: '0f9d4b6e-6d0c-4b3e-9a55-6b5f2b9d1c7a',
  } as const;
  return errorFormat.options.map((format) => {
    const { contentType, body } = errorBody(format, details);
    return { format, name: formatNames[format], contentType, text: JSON.stringify(JSON.parse(body), null, 2) };
  });
}

/** What those who publish have to know. Facts come from the rules themselves, so that no page says another thing. */
export function guidanceRoutes(tools: Tools) {
  const { page, registry, clock, environment } = tools;
  const listApis = makeListApis({ registry, clock });
  const app = new Hono<PortalBindings>();
  app.get(paths.guidance, (context) =>
    page(context, 'guidance/guidance', { title: 'Guidance for those who publish APIs', guidance }),
  );
  for (const { name, title } of guidance) {
    app.get(`${paths.guidance}/${name}`, async (context) => {
      const values = tutorialValues(environment, await listApis(), undefined);
      const errorCode = name === 'sandbox' ? await errorCodeOf(tools, values.calls.open) : undefined;
      return page(context, `guidance/${name}`, {
        title,
        settings: environment,
        specification: specificationExample,
        publication: publicationExample,
        formats: toldInEachFormat(),
        errorCodes: Object.entries(errorCodes).map(([code, { status, title: words }]) => ({ code, status, words })),
        commands: tutorialCommands(environment, values, errorCode),
        limits: { ...limits, ...defaultApiLimits, recordDays: longestLogRetentionHours / 24 },
        goLiveItems,
        noticeMonths,
      });
    });
  }
  return app;
}
