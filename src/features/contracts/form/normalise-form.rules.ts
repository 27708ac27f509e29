import { normaliseDigits, normaliseUai } from '../../organisations/identifiers.rules.js';
import type { ContractForm, PostalAddress } from './form.types.js';
import {
  normaliseDeca,
  normaliseDepartment,
  normaliseDiplomaCode,
  normaliseIdcc,
  normaliseNaf,
  normalisePostcode,
  normaliseRncp,
} from './formats.rules.js';

/** A form with its identifiers as they are kept, however they were typed. */
export function normaliseForm(form: ContractForm): ContractForm {
  const { employer, alternant, terms, training } = form;
  return {
    ...form,
    employer: {
      ...employer,
      address: addressOf(employer.address),
      naf: by(normaliseNaf, employer.naf),
      idcc: by(normaliseIdcc, employer.idcc),
    },
    alternant: {
      ...alternant,
      address: addressOf(alternant.address),
      birthDepartment: by(normaliseDepartment, alternant.birthDepartment),
      representativeAddress: addressOf(alternant.representativeAddress),
    },
    terms: {
      ...terms,
      previousNumber: by(normaliseDeca, terms.previousNumber),
      decaNumber: by(normaliseDeca, terms.decaNumber),
    },
    training: {
      ...training,
      centreAddress: addressOf(training.centreAddress),
      diplomaCode: by(normaliseDiplomaCode, training.diplomaCode),
      rncp: by(normaliseRncp, training.rncp),
      siteUai: by(normaliseUai, training.siteUai),
      siteSiret: by(normaliseDigits, training.siteSiret),
      siteAddress: addressOf(training.siteAddress),
    },
  };
}

const by = (normalise: (value: string) => string, value: string | null): string | null =>
  value === null ? null : normalise(value);

const addressOf = (address: PostalAddress | null): PostalAddress | null =>
  address && { ...address, postcode: by(normalisePostcode, address.postcode) };
