/** The identifiers that the form asks for, as a person types them and as they are kept. */

const squeezed = (value: string): string => value.replace(/[\s.-]/g, '').toUpperCase();

/** NAF: four digits and a letter; 87.10A is 8710A. */
export const normaliseNaf = squeezed;
export const isNaf = (value: string): boolean => /^\d{4}[A-Z]$/.test(squeezed(value));

/** IDCC: up to four digits, kept as four; 9999 none, 9998 under negotiation. */
export const normaliseIdcc = (value: string): string => value.trim().padStart(4, '0');
export const isIdcc = (value: string): boolean => /^\d{1,4}$/.test(value.trim());

export const normalisePostcode = squeezed;
export const isPostcode = (value: string): boolean => /^\d{5}$/.test(squeezed(value));

/** Where somebody was born, as INSEE numbers it; 99: abroad. */
export const normaliseDepartment = squeezed;
export const isDepartment = (value: string): boolean =>
  /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[4-8]|99)$/.test(squeezed(value));

/** RNCP: also without its prefix. */
export const normaliseRncp = (value: string): string => squeezed(value).replace(/^(RNCP)?/, 'RNCP');
export const isRncp = (value: string): boolean => /^RNCP\d{3,5}$/.test(normaliseRncp(value));

/** The eight characters of a diploma. */
export const normaliseDiplomaCode = squeezed;
export const isDiplomaCode = (value: string): boolean =>
  /^[A-Z0-9]{3}\d{3}[A-Z0-9]{2}$/.test(squeezed(value));

const DECA = /^(?:0\d\d|02[AB]|9[0-5]|97[12346])\d{4}([01]\d)(?:NC|\d{2})\d{4}$/;

/** DECA: department, year, month, NC or two digits, four digits. Its month is a rule of its own. */
export const normaliseDeca = squeezed;
export const isDecaNumber = (value: string): boolean => DECA.test(squeezed(value));

/** Whether a number of that shape names one of the twelve months. */
export function hasDecaMonth(value: string): boolean {
  const month = Number(DECA.exec(squeezed(value))?.[1] ?? '0');
  return month >= 1 && month <= 12;
}
