/**
 * Ten digits that the Modulus 11 check admits and that may be a person's: England, Wales, the Isle of Man and Northern
 * Ireland number from 3 up; below that only Scotland's CHI numbers lie, which begin with a date of birth (DDMMYY). So
 * nearly no count of seconds since 1970, and no date, is taken for one.
 * https://www.datadictionary.nhs.uk/attributes/nhs_number.html
 */
export function isNhsNumber(digits: string): boolean {
  if (!hasCheckDigit(digits)) return false;
  if (digits >= '32') return true;
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < LENGTH; place++) sum += (LENGTH - place || 1) * (digits.charCodeAt(place) - 48);
  return sum % 11 === 0;
}

const LENGTH = 10;

/** Whether one stands anywhere in an identifier, hyphens or not. Of random UUIDs one in eighty holds one by chance. */
export function holdsNhsNumber(id: string): boolean {
  for (const [digits] of id.replaceAll('-', '').matchAll(/\d{10,}/g)) {
    for (let from = 0; from + LENGTH <= digits.length; from++) {
      if (isNhsNumber(digits.slice(from, from + LENGTH))) return true;
    }
  }
  return false;
}
