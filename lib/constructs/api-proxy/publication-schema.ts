import * as z from 'zod';
import type { PublicationFault } from '../../../domain/publishing/publication-rules';
import { publisher } from '../../../domain/publishing/registry-entry';
import { writtenService } from '../../../domain/publishing/service-statement';
import { subscriptionMode } from '../../../domain/publishing/subscription-mode';
import type { GoLive, Publication, Release } from './publication';

type Shape<T> = { readonly [Key in Extract<keyof T, string>]-?: z.ZodType };

const text = z.string();
const headers = z.array(text).optional();

const goLive = { approvedBy: text, approvedOn: text, record: text } satisfies Shape<GoLive>;
const release = { revision: text, releaseId: text, commitId: text } satisfies Shape<Release>;

/** Every key of a publication; the compiler holds it to the interface that producers read. */
export const publicationShape = {
  specification: z.union([text, z.object({})]),
  folder: text.optional(),
  publisher: z.strictObject(publisher.shape),
  service: writtenService.optional(),
  name: text.optional(),
  basePath: text.optional(),
  target: text.optional(),
  sandbox: z.boolean().optional(),
  subscriptions: subscriptionMode.optional(),
  anonymous: z.boolean().optional(),
  logRetentionHours: z.number().optional(),
  requestHeaders: headers,
  responseHeaders: headers,
  cookies: z.boolean().optional(),
  goLive: z.strictObject(goLive).optional(),
  release: z.strictObject(release).optional(),
} satisfies Shape<Publication>;

const schema = z.strictObject(publicationShape);

export interface Misshapen {
  readonly faults: readonly PublicationFault[];
  /** Fields, the first part of each, whose value no rule can judge. */
  readonly unreadable: ReadonlySet<string>;
}

/** What of a publication is no publication's: keys that are not known, and values that are not of their kind. */
export function misshapen(publication: unknown): Misshapen {
  const issues = schema.safeParse(publication).error?.issues ?? [];
  const wrong = issues.filter((issue) => issue.code !== 'unrecognized_keys');
  const faults = issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    const field = path.join('.');
    const isWord = /^(is|has|holds) /.test(issue.message);
    const what = isWord ? issue.message : `is not what it must be: ${issue.message.toLowerCase()}`;
    return [{ field, reason: `${field} ${what}` }];
  });
  return { faults, unreadable: new Set(wrong.map(({ path }) => String(path[0]))) };
}

function unknownKey(path: readonly string[], key: string): PublicationFault {
  const field = [...path, key].join('.');
  const known = Object.keys(knownAt(path)).join(', ');
  return { field, reason: `${field} is not known and has no effect: remove it, or use one of ${known}` };
}

function knownAt(path: readonly string[]): object {
  const nested = new Map<string, object>([
    ['publisher', publisher.shape],
    ['service', writtenService.shape],
    ['service.contact', writtenService.shape.contact.unwrap().shape],
    ['goLive', goLive],
    ['release', release],
  ]);
  return nested.get(path.join('.')) ?? publicationShape;
}
