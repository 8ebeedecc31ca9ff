import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { getJson } from './get-json';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** @throws where the address does not answer with a JWKS. */
export const fetchKeySet = async (uri: string): Promise<JSONWebKeySet> => keySet.parse(await getJson(uri));
