import { randomBytes } from 'node:crypto';
import { Person, StoryError, type Send } from './http.js';

/** The people and organisations of the story. Every run makes new ones: it can be played again on the same server. */
export interface World {
  readonly ines: Person;
  readonly sami: Person;
  readonly tutor: Person;
  readonly coTutor: Person;
  readonly observer: Person;
  readonly referent: Person;
  readonly hr: Person;
  readonly centre: Person;
  readonly otherHr: Person;
  readonly otherTutor: Person;
  readonly otherCentre: Person;
  readonly employerId: string;
  readonly otherEmployerId: string;
  readonly trainingCentreId: string;
  readonly otherTrainingCentreId: string;
  readonly ladderId: string;
}

export async function signIn(send: Send, name: string, email: string, password: string): Promise<Person> {
  const login = await send({
    method: 'POST',
    path: '/v1/auth/login',
    token: null,
    body: { email, password },
  });
  if (login.status !== 200)
    throw new StoryError(`${name} ne peut pas se connecter (${login.status} ${login.body?.code})`);
  const token: string = login.body.accessToken;
  const me = await send({ method: 'GET', path: '/v1/me', token, body: undefined });
  return new Person(send, name, me.body.person.id, token);
}

/** Sets the scene: two employers, two training centres, and their people, each invited and signed in. */
export async function setTheScene(send: Send, admin: Person, bornOn: string): Promise<World> {
  const organisation = async (body: object): Promise<string> =>
    (await admin.must(201, 'POST', '/v1/organisations', body)).body.id;
  const employerId = await organisation({
    kind: 'employer',
    name: 'EHPAD Les Tilleuls',
    siret: siret(),
    finess: '750712184',
    structureType: 'EHPAD',
  });
  const otherEmployerId = await organisation({
    kind: 'employer',
    name: 'MAS du Grand Pré',
    siret: siret(),
    structureType: 'MAS',
  });
  const trainingCentreId = await organisation({
    kind: 'training_centre',
    name: 'CFA Santé Loire',
    siret: siret(),
    uai: '0755805C',
  });
  const otherTrainingCentreId = await organisation({
    kind: 'training_centre',
    name: 'IFAS des Monts',
    siret: siret(),
  });

  const join = async (
    by: Person,
    name: string,
    role: string,
    organisationId: string,
    birthDate = '1985-03-14',
  ): Promise<Person> => {
    const [givenName = '', familyName = ''] = name.split(' ');
    const email = `${givenName}.${familyName}.${randomBytes(4).toString('hex')}@exemple.test`
      .normalize('NFD')
      .replace(/[^\w.@]/g, '')
      .toLowerCase();
    const memberships = [{ organisationId, role }];
    const person = await by.must(201, 'POST', '/v1/people', {
      givenName,
      familyName,
      birthDate,
      email,
      memberships,
    });
    const invitation = await by.must(201, 'POST', '/v1/invitations', {
      email,
      organisationId,
      role,
      personId: person.body.id,
    });
    const token = new URL(invitation.body.acceptUrl).searchParams.get('token');
    const password = randomBytes(12).toString('base64url');
    const accepted = await send({
      method: 'POST',
      path: '/v1/invitations/accept',
      token: null,
      body: { token, password },
    });
    if (accepted.status !== 200)
      throw new StoryError(
        `${name} ne peut pas accepter son invitation (${accepted.status} ${accepted.body?.code})`,
      );
    return signIn(send, name, email, password);
  };

  const hr = await join(admin, 'Nadia Benali', 'hr', employerId);
  const otherHr = await join(admin, 'Luc Morel', 'hr', otherEmployerId);
  const centre = await join(admin, 'Anne Faure', 'centre_admin', trainingCentreId);
  const otherCentre = await join(admin, 'Paul Girard', 'centre_admin', otherTrainingCentreId);
  const ladders = await centre.must(200, 'GET', '/v1/ladders?code=deas_default');
  return {
    hr,
    otherHr,
    centre,
    otherCentre,
    employerId,
    otherEmployerId,
    trainingCentreId,
    otherTrainingCentreId,
    ladderId: ladders.body.data.at(-1).id,
    tutor: await join(hr, 'Claire Petit', 'tutor', employerId),
    coTutor: await join(hr, 'Marc Leroy', 'tutor', employerId),
    observer: await join(hr, 'Julie Roux', 'tutor', employerId),
    otherTutor: await join(otherHr, 'Hugo Blanc', 'tutor', otherEmployerId),
    referent: await join(centre, 'Sophie Garnier', 'referent', trainingCentreId),
    ines: await join(centre, 'Inès Moreau', 'alternant', trainingCentreId, bornOn),
    sami: await join(centre, 'Sami Haddad', 'alternant', trainingCentreId, bornOn),
  };
}

/** A SIRET with right keys: Luhn over 9 digits, then over 14. */
function siret(): string {
  const siren = withLuhnKey(String(10_000_000 + (randomBytes(4).readUInt32BE() % 89_999_999)));
  return withLuhnKey(`${siren}0001`);
}

function withLuhnKey(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, character, index) => {
    const digit = Number(character) * (index % 2 === 0 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
