import { addDays, type Day, type Instant } from '../../src/kernel/days.js';
import type { AccountId, OrganisationId, PersonId } from '../../src/kernel/ids.js';
import type { Role } from '../../src/platform/access/actor.js';
import type { Rows } from './copy.js';
import type { Random } from './random.js';

/** A training centre, the employers that send it alternants, and everybody who works there. */
export interface Centre {
  readonly id: OrganisationId;
  readonly admin: PersonId;
  readonly referents: readonly PersonId[];
  readonly employers: readonly Employer[];
}

export interface Employer {
  readonly id: OrganisationId;
  readonly hr: PersonId;
  /** Each follows two contracts at once as main tutor, as the law allows. */
  readonly tutors: readonly PersonId[];
  /** Follows none as main tutor: observes, and stands in. */
  readonly colleague: PersonId;
}

export const CONTRACTS_PER_TUTOR = 2;
const TUTORS_PER_EMPLOYER = 6;
export const CONTRACTS_PER_EMPLOYER = TUTORS_PER_EMPLOYER * CONTRACTS_PER_TUTOR;
const CONTRACTS_PER_REFERENT = 40;

const GIVEN = 'Inès Sami Claire Marc Julie Nadia Luc Anne Paul Hugo Sophie Lina Yanis Emma Adam Chloé Rayan Zoé Malo Awa'.split(' ');
const FAMILY =
  'Moreau Haddad Petit Leroy Roux Benali Morel Faure Girard Blanc Garnier Diallo Nguyen Martin Bernard Dubois Richard Lopez Fontaine Traoré'.split(' ');
const HOUSES = 'Les Tilleuls|Le Grand Pré|Les Acacias|La Roseraie|Bellevue|Les Glycines|Le Clos fleuri|Saint-Jean|Les Mimosas|La Source'.split('|');
const TOWNS = 'Nantes Tours Angers Rennes Lyon Lille Brest Dijon Metz Pau Niort Reims Albi Laval Vannes Rodez'.split(' ');
const STRUCTURES = { EHPAD: 6, MAS: 1, FAM: 1, SSIAD: 1, USLD: 1 };

/** Writes people and organisations as they were set up, on the morning of one day. */
export class Settlement {
  private count = 0;

  constructor(
    private readonly rows: Rows,
    private readonly random: Random,
    private readonly at: Instant,
    /** Tells the e-mail addresses of one centre's people from those of others. */
    private readonly label: string,
    private readonly passwordHash: string | null,
  ) {}

  centre(contracts: number, bornBefore: Day, alsoReadBy: PersonId): Centre {
    const id = this.organisation('training_centre', `CFA Santé ${this.random.oneOf(TOWNS)} ${this.label}`, null);
    const adult = () => addDays(bornBefore, -this.random.between(9_000, 20_000));
    const member = (organisation: OrganisationId, role: Role) => this.person(role, organisation, adult());
    this.rows.add('memberships', [this.random.id(this.at), alsoReadBy, id, 'auditor', null, null, this.at]);
    const employers = Array.from({ length: Math.ceil(contracts / CONTRACTS_PER_EMPLOYER) }, (_, index) => {
      const structure = this.random.weighted(STRUCTURES);
      const employer = this.organisation('employer', `${structure} ${this.random.oneOf(HOUSES)}`, structure);
      const left = Math.min(CONTRACTS_PER_EMPLOYER, contracts - index * CONTRACTS_PER_EMPLOYER);
      return {
        id: employer,
        hr: member(employer, 'hr'),
        tutors: Array.from({ length: Math.ceil(left / CONTRACTS_PER_TUTOR) }, () => member(employer, 'tutor')),
        colleague: member(employer, 'tutor'),
      };
    });
    return {
      id,
      admin: member(id, 'centre_admin'),
      referents: Array.from({ length: Math.ceil(contracts / CONTRACTS_PER_REFERENT) }, () => member(id, 'referent')),
      employers,
    };
  }

  /** With an account, and a membership where they have a role. */
  person(role: Role | null, organisation: OrganisationId | null, birthDate: Day): PersonId {
    const id: PersonId = this.random.id(this.at);
    const account: AccountId = this.random.id(this.at);
    const [given, family] = [this.random.oneOf(GIVEN), this.random.oneOf(FAMILY)];
    this.count += 1;
    const email = `${plain(given)}.${plain(family)}.${this.label}.${this.count}@exemple.test`;
    const { at } = this;
    this.rows.add('people', [id, given, family, birthDate, email, organisation, 1, at, at]);
    this.rows.add('person_names', [id, at, 1, given, family]);
    this.rows.add('accounts', [account, id, email, this.passwordHash, at]);
    if (role) this.rows.add('memberships', [this.random.id(at), id, organisation, role, null, null, at]);
    return id;
  }

  private organisation(kind: string, name: string, structure: string | null): OrganisationId {
    const id: OrganisationId = this.random.id(this.at);
    const siren = withLuhnKey(String(this.random.between(10_000_000, 98_999_999)));
    const siret = withLuhnKey(`${siren}0001`);
    this.rows.add('organisations', [id, kind, name, siret, structure, 1, this.at, this.at]);
    this.rows.add('organisation_names', [id, this.at, 1, name]);
    return id;
  }
}

const plain = (name: string): string => name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();

function withLuhnKey(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, character, index) => {
    const digit = Number(character) * (index % 2 === 0 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
