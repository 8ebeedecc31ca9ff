import * as z from 'zod';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { Identities } from './identities';

interface Needs {
  readonly ses: { readonly identities: Identities };
}

export const emailIdentity = ({ ses: { identities } }: Needs): ResourceType =>
  resourceType(z.object({ EmailIdentity: z.string() }), {
    replacedBy: ['EmailIdentity'],
    provision({ EmailIdentity: name }) {
      identities.ensureDomain(name);
      const records = [1, 2, 3].flatMap((at): [string, string][] => [
        [`DkimDNSTokenName${at}`, `token${at}._domainkey.${name}`],
        [`DkimDNSTokenValue${at}`, `token${at}.dkim.amazonses.com`],
      ]);
      return { ref: name, attributes: Object.fromEntries(records) };
    },
  });

export const configurationSet = ({ ses: { identities } }: Needs): ResourceType =>
  resourceType(z.object({ Name: z.string().optional() }), {
    replacedBy: ['Name'],
    provision({ Name }, { physicalId }) {
      const name = Name ?? physicalId;
      identities.ensureConfigurationSet(name);
      return { ref: name, attributes: {} };
    },
  });
