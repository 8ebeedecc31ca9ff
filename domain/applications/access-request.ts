import * as z from 'zod';
import { beginRow, changeRow, type Rows } from '../change-row';
import type { Clock } from '../ports';
import { endedAccessKnownForDays } from '../retention/periods';
import { longestReason, mover, type Step, step, withStep } from './step';

/**
 * How one application came by its access to one API, or did not: one item of the table of access requests. What holds
 * stands in the application; this tells its story, and finds who asks for an API.
 */
export const accessRequest = z.object({
  /** `requestId` of the two. */
  id: z.string().min(1),
  revision: z.number().int().positive(),
  application: z.string().min(1),
  /** Rows are found by it. */
  api: z.string().min(1),
  /** What the application is to do with the API, in its developers' words. */
  purpose: z.string().max(longestReason).optional(),
  /** Ids of the operations that it needs, as its developers say; absent where they have not said. */
  operations: z.array(z.string()).optional(),
  /** `Product.id` of the product that was submitted for it. */
  product: z.string().optional(),
  /** Id of the publisher's team whose review of that product stands at approved. */
  assuredBy: z.string().optional(),
  /** Id of the publisher's team that has asked it in. */
  invitedBy: z.string().optional(),
  /** Those who want to approve it, where it takes two. */
  votes: z.array(z.object({ by: mover, at: z.iso.datetime() })),
  /** The latest last. */
  history: z.array(step),
  /** Epoch second after which the row is gone: set when the access has ended. */
  expiresAt: z.number().int().optional(),
});
export type AccessRequest = z.infer<typeof accessRequest>;

export interface AccessRequests extends Rows<AccessRequest> {
  /** Ids of the applications that asked for an API, have it or had it. */
  applicationsOf(api: string): Promise<readonly string[]>;
}

const day = 24 * 60 * 60;

export const requestId = (application: string, api: string): string => `${application} ${api}`;

export interface AccessSubject {
  readonly application: string;
  readonly api: string;
}

/** Writes a step, and whatever else `change` says, into the story of an access; begins it where there is none. */
export async function recordStep(
  { requests, clock }: { readonly requests: AccessRequests; readonly clock: Clock },
  { application, api, ...told }: AccessSubject & Omit<Step, 'at'>,
  change: (request: AccessRequest) => Partial<AccessRequest> = () => ({}),
): Promise<AccessRequest | undefined> {
  const id = requestId(application, api);
  const at = clock.now().toISOString();
  await beginRow(requests, { id, application, api, votes: [], history: [] });
  return changeRow(requests, id, ({ expiresAt: _, ...request }) => {
    return { ...request, history: withStep(request.history, { at, ...told }), ...change(request) };
  });
}

/** The end of a story whose access is over. */
export const endOfStory = (now: Date): number => Math.floor(now.getTime() / 1000) + endedAccessKnownForDays * day;
