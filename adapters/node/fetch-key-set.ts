import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { getJson } from './get-json';

const key = z.looseObject({ kty: z.string() });
// RFC 7517 §5: what is no key is left out, and jose leaves out what is none for the token at hand.
const keySet = z.object({
  keys: z.array(z.unknown()).transform((all) => all.flatMap((one) => key.safeParse(one).data ?? [])),
});

/** @throws where the address does not answer with a JWKS. */
export const fetchKeySet = async (uri: string): Promise<JSONWebKeySet> => keySet.parse(await getJson(uri));
