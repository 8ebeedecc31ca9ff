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

/** Nothing that is sent here fails to arrive, so there is nothing to count. */
export const configurationSetEventDestination = ({ ses: { identities } }: Needs): ResourceType =>
  resourceType(z.object({ ConfigurationSetName: z.string() }), {
    replacedBy: ['ConfigurationSetName'],
    provision({ ConfigurationSetName: set }, { physicalId }) {
      if (!identities.configurationSet(set)) throw new Error(`Configuration set <${set}> does not exist.`);
      return { ref: physicalId };
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
