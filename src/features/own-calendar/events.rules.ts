import { addDays, addMonths, daysBetween, type Day } from '../../kernel/days.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { ContractKeyDays } from '../contracts/calendar/key-days.types.js';
import type {
  AwaitedDay,
  CalendarContract,
  CalendarEvent,
  CalendarPlacement,
  CalendarReview,
  Naming,
} from './own-calendar.types.js';

/** How far a calendar looks back and ahead, in months. */
const BACK = 3;
const AHEAD = 15;
export const MOST_EVENTS = 2_000;

export interface CalendarWindow {
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
}

export const windowAround = (today: Day): CalendarWindow => ({
  from: addMonths(today, -BACK),
  to: addMonths(today, AHEAD),
});

/** Those that touch the window, the nearest ones where there are more than a calendar holds, in the order of their days. */
export function keepNearest(events: readonly CalendarEvent[], today: Day): CalendarEvent[] {
  const { from, to } = windowAround(today);
  const away = (event: CalendarEvent) =>
    event.to < today ? daysBetween(event.to, today) : Math.max(daysBetween(today, event.from), 0);
  return events
    .filter((event) => event.from <= to && event.to >= from)
    .sort((a, b) => away(a) - away(b) || order(a.uid, b.uid))
    .slice(0, MOST_EVENTS)
    .sort((a, b) => order(a.from, b.from) || order(a.uid, b.uid));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * How a contract is called in a calendar, which lies about on telephones: to its alternant by the employer, to anybody else
 * by a given name and a letter.
 */
export const shortName = (givenName: string, familyName: string): string => {
  const [initial] = familyName;
  return givenName === '' ? familyName : initial === undefined ? givenName : `${givenName} ${initial}.`;
};

/** The first and the last day of a contract. */
export const contractEvents = (contract: CalendarContract, names: Naming): CalendarEvent[] => {
  const about = names.get(contract.id) ?? '';
  const { id, version: sequence, updatedAt: stampedAt } = contract;
  return [
    {
      ...oneDay(`contract-start.${id}`, contract.startsOn),
      title: titled(START, about),
      sequence,
      stampedAt,
    },
    {
      ...oneDay(`contract-end.${id}`, addDays(contract.heldUntil, -1)),
      title: titled(END, about),
      sequence,
      stampedAt,
    },
  ];
};

/** The end of the trial period as it is planned; for HR the last day to deposit, while nothing was. */
export function keyDayEvents(
  days: ContractKeyDays,
  contract: CalendarContract,
  names: Naming,
): CalendarEvent[] {
  const about = names.get(contract.id) ?? '';
  const { id, version: sequence, updatedAt: stampedAt } = contract;
  const { trialEndsOn, depositDueOn, isDeposited } = days;
  return [
    ...(trialEndsOn
      ? [{ ...oneDay(`trial-end.${id}`, trialEndsOn), title: titled(TRIAL, about), sequence, stampedAt }]
      : []),
    ...(depositDueOn && !isDeposited && contract.isEmployers
      ? [{ ...oneDay(`deposit.${id}`, depositDueOn), title: titled(DEPOSIT, about), sequence, stampedAt }]
      : []),
  ];
}

export const placementEvent = (placement: CalendarPlacement, names: Naming): CalendarEvent => ({
  uid: uidOf(`placement.${placement.id}`),
  from: placement.from,
  to: addDays(placement.until, -1),
  title: titled(
    bilingual(`Accueil chez ${placement.host}`, `Placement at ${placement.host}`),
    names.get(placement.contractId) ?? '',
  ),
  sequence: placement.version,
  stampedAt: placement.recordedAt,
});

/** A review or visit; where it is, and whether people agree, stays out of telephones. */
export const reviewEvent = (
  { id, contractId, kind, on, version, recordedAt }: CalendarReview,
  names: Naming,
): CalendarEvent => ({
  ...oneDay(`review.${id}`, on),
  title: titled(REVIEWS[kind], names.get(contractId) ?? ''),
  sequence: version,
  stampedAt: recordedAt,
});

/** What awaits somebody by a day. What a prerequisite is about stays out of telephones: it may be a matter of health. */
export const awaitedEvent = (
  { kind, id, contractId, on, since }: AwaitedDay,
  names: Naming,
): CalendarEvent => ({
  ...oneDay(`${kind.replaceAll('_', '-')}.${id}${kind === 'prerequisite_to_renew' ? `.${on}` : ''}`, on),
  title: titled(AWAITED[kind], names.get(contractId) ?? ''),
  sequence: 0,
  stampedAt: since,
});

const START = bilingual('Premier jour du contrat', 'First day of the contract');
const END = bilingual('Dernier jour du contrat', 'Last day of the contract');
const TRIAL = bilingual('Fin prévue de la période d’essai', 'Planned end of the trial period');
const DEPOSIT = bilingual('Dernier jour pour déposer le contrat', 'Last day to deposit the contract');
const REVIEWS: Readonly<Record<CalendarReview['kind'], Bilingual>> = {
  review: bilingual('Bilan', 'Review'),
  visit: bilingual('Visite sur le lieu de travail', 'Visit at the workplace'),
};
const AWAITED: Readonly<Record<AwaitedDay['kind'], Bilingual>> = {
  dispute: bilingual('Contestation à trancher', 'Dispute to rule on'),
  amendment_to_sign: bilingual(
    'Avenant à signer avant son effet',
    'Amendment to sign before it takes effect',
  ),
  prerequisite_to_renew: bilingual('Prérequis à renouveler', 'Prerequisite to renew'),
};

const titled = ({ fr, en }: Bilingual, about: string): Bilingual =>
  about === '' ? bilingual(fr, en) : bilingual(`${fr} – ${about}`, `${en} – ${about}`);

const uidOf = (name: string): string => `${name}@palier`;

const oneDay = (name: string, on: Day) => ({ uid: uidOf(name), from: on, to: on });
