import type { Instant } from '../../src/kernel/days.js';
import { Typesetter } from '../../src/platform/typesetting/typesetter.js';

const AT = '2026-03-12T22:59:59.999Z' as Instant;
const DOCUMENTS = 8;
/** What a booklet must do, of one core. */
const LEAST = 100;

const judgements = (of: number) =>
  Array.from({ length: 300 }, (_, index) => ({
    on: '2026-03-02',
    what: 'pas encore',
    competency: `Accompagner une personne dans les actes de la vie ${of}-${index}`,
    level: 'Tâches simples',
    by: 'Claire Aubry',
    words: `Revoir l’installation de la personne, séance ${of * 300 + index}`,
  }));

const bookletOf = (of: number) => ({
  booklet: {
    reader: 'confidences',
    on: '2026-03-12',
    sequence: of,
    contract: {
      kind: 'contrat d’apprentissage',
      status: 'en cours',
      alternant: 'Inès Moreau',
      employer: 'EHPAD Les Tilleuls',
      trainingCentre: 'CFA',
      framework: 'Aide-soignant',
      ladder: 'Parcours',
      startsOn: '2025-09-01',
      endsOn: '2026-08-31',
      signedOn: null,
      endedOn: null,
      team: [],
    },
    calendar: { rhythm: [], periods: [], suspensions: [], hosts: [] },
    ladder: { acquired: 0, required: 4, complete: false, levels: [] },
    blocks: [],
    judgements: judgements(of),
    decisions: [],
    missions: [],
    journal: [],
    disputes: [],
    reviews: [],
    dueReviews: [],
    attestations: [],
    omitted: { judgements: 0, journal: 0, reviews: 0 },
  },
  hash: '0'.repeat(64),
  page: 'https://palier.example/verify',
  verify: 'https://palier.example/verify',
});

/** Pages of booklets that one core sets in a second: by the CPU of the process, whatever else the machine does. */
export async function measureBooklet(): Promise<string> {
  const setter = new Typesetter();
  const set = (of: number) => setter.set({ template: 'booklet', data: bookletOf(of), at: AT }, 'bench');
  await set(0);
  const before = process.cpuUsage();
  let pages = 0;
  for (let of = 1; of <= DOCUMENTS; of += 1) pages += (await set(of)).pages;
  const { user, system } = process.cpuUsage(before);
  await setter.onApplicationShutdown();
  const perSecond = Math.round(pages / ((user + system) / 1e6));
  return `booklet: ${perSecond} pages per second of one core (at least ${LEAST}: ${perSecond >= LEAST ? 'yes' : 'no'})`;
}
