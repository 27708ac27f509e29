import type { Instant } from '../../kernel/days.js';
import {
  STATUS_SECONDS,
  type CredentialContent,
  type CredentialRow,
  type CredentialState,
  type StatusPurpose,
} from './credentials.types.js';

const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

export type Claims = Readonly<Record<string, unknown>>;

export const stateOf = ({
  revokedAt,
  isLost,
}: Pick<CredentialRow, 'revokedAt' | 'isLost'>): CredentialState =>
  revokedAt !== null ? 'revoked' : isLost ? 'suspended' : 'valid';

/**
 * An achieved level as an Open Badges 3.0 credential, with the claims of a JWT beside its own. `base`: where this API is. It
 * names its holder as they wished, or not at all: nothing else of them stands in it.
 */
export function openBadgeOf(content: CredentialContent, base: string): Claims {
  const { id, ladderId, level, levelTitle, centreId, centreName, holderName, issuedAt } = content;
  const credential = `urn:uuid:${id}`;
  const subject = `${credential}#subject`;
  const issuer = `${base}/v1/organisations/${centreId}`;
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES],
    id: credential,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: levelTitle,
    issuer: { id: issuer, type: ['Profile'], name: centreName },
    validFrom: withoutMilliseconds(issuedAt),
    awardedDate: withoutMilliseconds(content.achievedAt),
    credentialSubject: {
      id: subject,
      type: ['AchievementSubject'],
      ...(holderName === null ? {} : { identifier: [identityOf(holderName)] }),
      achievement: {
        id: `${base}/v1/ladders/${ladderId}#${encodeURIComponent(level)}`,
        type: ['Achievement'],
        achievementType: 'Competency',
        name: levelTitle,
        description: `« ${levelTitle} », palier du parcours « ${content.ladderTitle} » (${content.frameworkTitle}).`,
        criteria: { narrative: narrativeOf(content) },
        inLanguage: 'fr',
      },
    },
    credentialStatus: (['revocation', 'suspension'] as const).map((purpose) =>
      entryOf(content, purpose, base),
    ),
    iss: issuer,
    jti: credential,
    sub: subject,
    nbf: secondsOf(issuedAt),
  };
}

/** A list of bits as a credential (Bitstring Status List). `encoded`: compressed, in base64url. */
export function statusListOf(
  { list, purpose, encoded, at }: { list: number; purpose: StatusPurpose; encoded: string; at: Instant },
  base: string,
): Claims {
  const id = statusUrl(base, purpose, list);
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: base,
    validFrom: withoutMilliseconds(at),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: `u${encoded}`,
      ttl: STATUS_SECONDS * 1000,
    },
    iss: base,
    iat: secondsOf(at),
    exp: secondsOf(at) + 2 * STATUS_SECONDS,
  };
}

/** Bits of a list, all of one length however few are set: the first is the highest of the first byte. */
export const STATUS_BITS = 131_072;
export function bitsOf(places: readonly number[]): Uint8Array {
  const bits = new Uint8Array(STATUS_BITS / 8);
  for (const place of places) bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7));
  return bits;
}

const statusUrl = (base: string, purpose: StatusPurpose, list: number): string =>
  `${base}/v1/credentials/status/${purpose}/${list}`;

function entryOf(
  { statusList, statusIndex }: CredentialContent,
  purpose: StatusPurpose,
  base: string,
): Claims {
  const url = statusUrl(base, purpose, statusList);
  return {
    id: `${url}#${statusIndex}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(statusIndex),
    statusListCredential: url,
  };
}

const identityOf = (name: string): Claims => ({
  type: 'IdentityObject',
  hashed: false,
  identityHash: name,
  identityType: 'name',
});

const narrativeOf = ({ competencies, levelTitle }: CredentialContent): string =>
  competencies.length === 0
    ? `Palier « ${levelTitle} » atteint.`
    : `Compétences validées par un tuteur au palier « ${levelTitle} » : ${competencies.join(' ; ')}.`;

const withoutMilliseconds = (instant: Instant): string => `${instant.slice(0, 19)}Z`;
const secondsOf = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);
