import type { ContentRule } from '../redaction';
import { Trait } from './character-traits';
import { redactChosenIds } from './chosen-id';
import { redactCredentials } from './credential';
import { redactDates } from './date-of-birth';
import { redactEmails } from './email';
import { redactEmbeddedQueries } from './embedded-query';
import { redactHl7 } from './hl7';
import { redactAddresses } from './ip-address';
import { redactJwts } from './jwt';
import { redactLabelled } from './labelled-value';
import { redactNationalInsurance } from './national-insurance';
import { redactNhsNumbers } from './nhs-number';
import { redactOpaqueTokens } from './opaque-token';
import { redactNames } from './person-name';
import { redactPersonReferences } from './person-reference';
import { redactPhones } from './phone';
import { redactPostcodes } from './postcode';
import { redactRecordNumbers } from './record-number';
import { redactSpacedHex } from './spaced-hex';
import { redactStreetAddresses } from './street-address';
import { redactXml } from './xml';

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
