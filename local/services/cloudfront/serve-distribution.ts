import type { IncomingMessage, RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cloud } from '../../cloud/cloud';
import { askBucket, type BucketNeeds } from './bucket-origin';
import { askCustomOrigin, type OriginAnswer } from './custom-origin';
import { type Behaviour, behaviourFor, type ContentDelivery, type Distribution } from './distribution';
import type { AddedHeader } from './response-headers';

export interface DistributionNeeds extends BucketNeeds {
  readonly cloud: Pick<Cloud, 'access' | 'endpointUrl' | 'warn'>;
}

/** Answers what visitors ask of the distribution: each path by its behaviour, from its origin. */
export const serveDistribution =
  (delivery: ContentDelivery, needs: DistributionNeeds): RequestListener =>
  async (message, response) => {
    try {
      const { distribution } = delivery;
      if (!distribution?.Enabled) return void response.writeHead(404).end();
      const [path = '/'] = (message.url ?? '/').split('?');
      const behaviour = behaviourFor(distribution, path);
      const added = delivery.responseHeaders.get(behaviour.ResponseHeadersPolicyId ?? '') ?? [];
      const answer = await ask(needs, { distribution, behaviour, message, path });
      response.writeHead(answer.status, withAdded(answer.headers, added).flat());
      if (message.method === 'HEAD') return void response.end();
      await pipeline(answer.body instanceof Uint8Array ? Readable.from([answer.body]) : answer.body, response);
    } catch (error) {
      // A visitor who has left is no fault.
      if (response.destroyed) return;
      needs.cloud.warn(
        `CloudFront: an origin did not answer: ${error instanceof Error ? error.name : 'unknown fault'}`,
      );
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    }
  };

interface Visit {
  readonly distribution: Distribution;
  readonly behaviour: Behaviour;
  readonly message: IncomingMessage;
  readonly path: string;
}

async function ask(needs: DistributionNeeds, { distribution, behaviour, message, path }: Visit): Promise<OriginAnswer> {
  const origin = distribution.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
  const isAllowed = behaviour.AllowedMethods.includes(message.method ?? 'GET');
  if (!origin || !isAllowed)
    return { status: 403, headers: [], body: Buffer.from('This distribution allows no such request') };
  const { DefaultRootObject } = distribution;
  const asked = path === '/' && DefaultRootObject ? `/${DefaultRootObject}` : path;
  if (origin.CustomOriginConfig) {
    return askCustomOrigin({ message, origin, behaviour, endpointUrl: needs.cloud.endpointUrl });
  }
  return askBucket(needs, { origin, distribution, path: asked });
}

function withAdded(headers: OriginAnswer['headers'], added: readonly AddedHeader[]): (readonly [string, string])[] {
  const has = (name: string) => headers.some(([known]) => known === name);
  const effective = added.filter(({ name, overrides }) => overrides || !has(name));
  const replaced = new Set(effective.map(({ name }) => name));
  return [
    ...headers.filter(([name]) => !replaced.has(name)),
    ...effective.map(({ name, value }) => [name, value] as const),
    ['via', '1.1 cloudfront.net (CloudFront)'],
  ];
}
