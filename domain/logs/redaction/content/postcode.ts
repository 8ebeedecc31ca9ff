import type { ContentRule } from '../redaction';

/** The 124 postcode areas, by first letter. https://www.ons.gov.uk/methodology/geography/ukgeographies/postalgeography */
const AREA =
  'A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE';
const OUTWARD = `(?:${AREA})\\d[A-HJ-NP-Z\\d]?`;
const INWARD = '\\d[ABD-HJLNP-UW-Z]{2}';
/** `S3 5XX` is a service and a family of status codes. A postcode that ends so is found by its label. */
const NOT_STATUS = '(?![1-5]XX\\b)';
const SPACE = '[ \\u00a0+-]';

const POSTCODE = new RegExp(
  `(?<![\\w-])(?:(?:GIR|${OUTWARD})(${SPACE}{0,2})${NOT_STATUS}${INWARD}|BFPO${SPACE}?\\d{1,4})(?![\\w-])`,
  'gi',
);

/** Forces' addresses have numbers of their own in place of a postcode. */
const CANDIDATE = /\d[A-Za-z]{2}(?!\w)|BFPO/i;
const LABEL = /post ?code\W{1,3}(?:is )?$/i;

/** Without a space, capitals and a label, five to seven characters are more often part of an identifier. */
export const redactPostcodes: ContentRule = (text, { mark }) =>
  CANDIDATE.test(text)
    ? text.replace(POSTCODE, (found: string, space: string | undefined, at: number) =>
        (space !== '' && space !== '-') ||
        found === found.toUpperCase() ||
        LABEL.test(text.slice(Math.max(0, at - 20), at))
          ? mark('postcode', found)
          : found,
      )
    : text;
