/** The public identifiers of French organisations: shapes and keys. Each takes what a person typed. */

const SIRET = /^\d{14}$/;
const UAI = /^(\d{7})([A-Z])$/;
const FINESS = /^\d[\dAB]\d{7}$/;
const UAI_KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const LA_POSTE = '356000000';

/** Spaces, dots and dashes are tolerated and removed. */
export const normaliseDigits = (value: string): string => value.replace(/[\s.-]/g, '');
export const normaliseUai = (value: string): string => value.trim().toUpperCase();
export const normaliseFiness = (value: string): string => value.replace(/\s/g, '').toUpperCase();

/**
 * SIRET: Luhn on the 14 digits and on the SIREN, its first 9. La Poste's establishments follow a rule of their own:
 * the sum of the digits is a multiple of 5.
 */
export function isSiret(value: string): boolean {
  const siret = normaliseDigits(value);
  if (!SIRET.test(siret) || /^0+$/.test(siret)) return false;
  const siren = siret.slice(0, 9);
  if (siren === LA_POSTE && sumOfDigits(siret) % 5 === 0) return true;
  return passesLuhn(siret) && passesLuhn(siren);
}

/** UAI: 7 digits and the letter that they give, out of 23 (no I, O, Q). */
export function isUai(value: string): boolean {
  const match = UAI.exec(normaliseUai(value));
  return match !== null && UAI_KEYS[Number(match[1]) % 23] === match[2];
}

/** The shape of a UAI, whatever its letter. */
export const hasUaiShape = (value: string): boolean => UAI.test(normaliseUai(value));

/** FINESS: department, then a Luhn key over the 9 digits. Corsica's key (2A, 2B) is not published: its format is enough. */
export function isFiness(value: string): boolean {
  const finess = normaliseFiness(value);
  if (!FINESS.test(finess) || /^0+$/.test(finess)) return false;
  if (/[AB]/.test(finess)) return /^2[AB]/.test(finess);
  return passesLuhn(finess);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function sumOfDigits(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0);
}
