import { StoryError } from './http.js';
import type { Narrator } from './narrator.js';
import type { World } from './world.js';

/**
 * What happens between two sign-offs, while level 2 is worked on: she asks and is answered, writes her journal, and a
 * concern withdraws a mission until it is reviewed.
 * @throws StoryError at the first step that does not answer as it should
 */
export async function everyday(
  world: World,
  narrator: Narrator,
  contract: string,
  today: string,
): Promise<void> {
  narrator.chapter('Au quotidien : demander, raconter, alerter');
  await request(world, narrator, contract, today);
  await journal(world, narrator, contract, today);
  await concern(world, narrator, contract);
}

async function request({ ines, tutor }: World, narrator: Narrator, contract: string, today: string) {
  const item = { competency: 'C1', level: 'simple_tasks' };
  const asked = await ines.must(201, 'POST', `${contract}/sign-off-requests`, { items: [item] });
  const queue = await tutor.must(200, 'GET', '/v1/me/queue?kind=sign_off_request');
  expect(queue.body.data[0]?.id === asked.body.id, 'la demande attend la tutrice');
  const url = `/v1/sign-off-requests/${asked.body.id}`;
  await tutor.must(201, 'POST', `${url}/claims`);
  const nextStep = 'Refaire ensemble la toilette au lavabo';
  await tutor.must(200, 'POST', `${url}/decide`, {
    observedOn: today,
    items: [{ ...item, outcome: 'not_yet', nextStep }],
  });
  narrator.explains(
    ines.name,
    'demande à être validée sur C1 : la demande attend dans la file de sa tutrice',
  );
  narrator.explains(tutor.name, `la prend, et répond « pas encore » : ${nextStep.toLowerCase()}`);
}

async function journal({ ines, tutor }: World, narrator: Narrator, contract: string, today: string) {
  const done = { on: today, mission: 'hyg_03', minutes: 20 };
  const entry = await ines.must(201, 'POST', `${contract}/journal-entries`, done);
  expect(entry.body.beyondEntitlement === true, 'l’entrée est signalée');
  await tutor.must(201, 'POST', `/v1/journal-entries/${entry.body.id}/acknowledgements`);
  narrator.explains(
    ines.name,
    'note une toilette faite un jour de presse, au-delà de ce qui lui est permis : gardé, signalé',
  );
  narrator.explains(tutor.name, 'l’a lu et en prend acte : ce qui s’est passé n’est jamais caché');
}

async function concern({ ines, observer, referent }: World, narrator: Narrator, contract: string) {
  const text = 'Textures non vérifiées avant la distribution';
  const raised = await observer.must(201, 'POST', `${contract}/concerns`, {
    severity: 'high',
    missions: ['mea_01'],
    text,
  });
  const meal = async () =>
    (await ines.must(200, 'GET', `${contract}/entitlements?mission=mea_01`)).body.data[0];
  const withdrawn = await meal();
  expect(withdrawn.allowed === false, 'l’alerte retire la mission');
  narrator.explains(observer.name, `alerte : ${text.toLowerCase()}`);
  narrator.explains(ines.name, `ne sert plus les repas : ${withdrawn.reasons[0].detail}`);
  await referent.must(201, 'POST', `/v1/concerns/${raised.body.id}/reviews`, {
    text: 'Vérification à deux pendant une semaine',
  });
  expect((await meal()).allowed === true, 'examinée, l’alerte ne retire plus rien');
  narrator.explains(referent.name, 'examine l’alerte : la mission est rendue');
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new StoryError(`Attendu : ${what}.`);
}
