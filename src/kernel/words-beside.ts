/** What stands beside a member that names something by code or id, for people: a title, or the name of a person. */
export interface WordsBeside {
  readonly kind: 'competency' | 'level' | 'mission' | 'person';
  /** The member that says it. */
  readonly member: string;
}

// The level of a diploma is none of a ladder.
const TITLED = /^(?:(competency|competencies|mission|missions|level|levels)|(?!diploma)[a-z]+(Level))$/;
const BY_SOMEBODY = /^[a-z][A-Za-z]*By$/;
const OF_SOMEBODY = /^(person|alternant|signer|observer|mainTutor)Ids?$/;
/** Ends like an act of somebody, and names what took the place of something. */
const NO_PERSON = new Set(['replacedBy', 'correctedBy', 'supersededBy']);

const KINDS: Readonly<Record<string, WordsBeside['kind']>> = {
  competency: 'competency',
  competencies: 'competency',
  mission: 'mission',
  missions: 'mission',
  level: 'level',
  levels: 'level',
  Level: 'level',
};

/**
 * What belongs beside the member of an answer that has these others; null: nothing, or it is there already. One rule for what
 * is answered and for the document that describes it: a new member that holds a code has its title without further ado.
 */
export function wordsBeside(name: string, has: (member: string) => boolean): WordsBeside | null {
  const found = byName(name);
  return found && !has(found.member) && !isNamedOtherwise(name, found.kind, has) ? found : null;
}

/** What names say, by name: the members of answers are few, and each is met a thousand times. */
const READ = new Map<string, WordsBeside | null>();
const READ_AT_MOST = 4_000;

function byName(name: string): WordsBeside | null {
  let known = READ.get(name);
  if (known === undefined) {
    known = readName(name);
    if (READ.size < READ_AT_MOST) READ.set(name, known);
  }
  return known;
}

function readName(name: string): WordsBeside | null {
  const titled = TITLED.exec(name);
  if (titled) {
    const singular = name.replace(/ies$/, 'y').replace(/s$/, '');
    const kind = KINDS[titled[1] ?? titled[2] ?? ''] ?? 'level';
    return { kind, member: `${singular}Title${singular === name ? '' : 's'}` };
  }
  if (NO_PERSON.has(name)) return null;
  if (BY_SOMEBODY.test(name)) return { kind: 'person', member: `${name}Name` };
  const [, who] = OF_SOMEBODY.exec(name) ?? [];
  return who === undefined ? null : { kind: 'person', member: `${who}Name${name.endsWith('s') ? 's' : ''}` };
}

/** In other words: a title alone is that of the smallest thing; a name, or an object of the person, is theirs. */
function isNamedOtherwise(
  name: string,
  kind: WordsBeside['kind'],
  has: (member: string) => boolean,
): boolean {
  if (kind === 'person') {
    return /Ids?$/.test(name) && ['name', 'givenName', name.replace(/Ids?$/, '')].some(has);
  }
  if (!has('title')) return false;
  return kind !== 'level' || (name === 'level' && !has('competency') && !has('mission'));
}
