import { redactChosenIds } from './content/chosen-id';
import { redactCredentials } from './content/credential';
import { redactDates } from './content/date-of-birth';
import { redactEmails } from './content/email';
import { redactEmbeddedQueries } from './content/embedded-query';
import { redactHl7 } from './content/hl7';
import { redactAddresses } from './content/ip-address';
import { redactJwts } from './content/jwt';
import { redactLabelled } from './content/labelled-value';
import { redactNationalInsurance } from './content/national-insurance';
import { redactNhsNumbers } from './content/nhs-number';
import { redactOpaqueTokens } from './content/opaque-token';
import { redactNames } from './content/person-name';
import { redactPersonReferences } from './content/person-reference';
import { redactPhones } from './content/phone';
import { redactPostcodes } from './content/postcode';
import { redactRecordNumbers } from './content/record-number';
import { redactSpacedHex } from './content/spaced-hex';
import { redactStreetAddresses } from './content/street-address';
import { redactXml } from './content/xml';
import type { ContentRule } from './redaction';
import { Trait } from './traits';

/**
 * Every class of personal data that text is searched for, in order: structures before labels before bare values, as a
 * structure says what its parts are; e-mail and IP addresses before numbers, as they hold some. A rule is tried on
 * texts that have any of the characters it needs.
 */
export const CONTENT_RULES: readonly { readonly needs: number; readonly redact: ContentRule }[] = [
  { needs: Trait.bar, redact: redactHl7 },
  { needs: Trait.angle, redact: redactXml },
  { needs: Trait.equals, redact: redactEmbeddedQueries },
  { needs: Trait.dot, redact: redactJwts },
  { needs: Trait.equals | Trait.colon | Trait.arrow, redact: redactLabelled },
  { needs: Trait.letter, redact: redactCredentials },
  { needs: Trait.longWord, redact: redactOpaqueTokens },
  { needs: Trait.digit, redact: redactSpacedHex },
  { needs: Trait.at, redact: redactEmails },
  { needs: Trait.dots | Trait.colons | Trait.hyphens, redact: redactAddresses },
  { needs: Trait.digit, redact: redactPersonReferences },
  { needs: Trait.hyphens, redact: redactChosenIds },
  { needs: Trait.digit, redact: redactRecordNumbers },
  { needs: Trait.tenDigits, redact: redactNhsNumbers },
  { needs: Trait.tenDigits, redact: redactPhones },
  { needs: Trait.digit, redact: redactNationalInsurance },
  { needs: Trait.digit, redact: redactDates },
  { needs: Trait.digit, redact: redactPostcodes },
  { needs: Trait.capital, redact: redactStreetAddresses },
  { needs: Trait.capital, redact: redactNames },
];
