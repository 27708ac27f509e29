/** What `typeContratApp` of the form says of a contract, in words; null is not said yet. */

/** A new contract after another was broken: the minimum lengths are waived. */
export const isAfterBreach = (type: string | null): boolean => type === '23';

/** After a contract that came to its end, with the same employer or another. */
export const isAfterAnother = (type: string | null): boolean => type === '21' || type === '22';

/** The first contract of the apprentice. */
export const isFirstContract = (type: string | null): boolean => type === '11';

/** An amendment, of a contract that began before. */
export const isOfAmendment = (type: string | null): boolean => type?.startsWith('3') ?? false;

/** It passed from another employer: what had begun goes on. */
export const isTransfer = (type: string | null): boolean => type === '31' || type === '32';

/** Prolonged, after a failed exam or when a disability was recognised. */
export const isProlongation = (type: string | null): boolean => type === '33' || type === '34';
