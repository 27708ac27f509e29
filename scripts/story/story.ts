import { everyday } from './everyday.js';
import { StoryError, type Answer, type Person, type Send } from './http.js';
import type { Ladder, Narrator } from './narrator.js';
import { setTheScene, signIn, type World } from './world.js';

/** Level 1 of the shipped ladder asks for these, and so on upwards. */
const OBSERVATION = ['C6', 'C8', 'C10', 'C11'];
const SIMPLE_TASKS = ['C1', 'C5', 'C6', 'C8', 'C9', 'C10'];
const SUPERVISED_CARE = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C8', 'C10', 'C11'];
const AUTONOMY = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11'];

/**
 * The main job from end to end, on DEAS 2021: an alternant climbs from observation to autonomy, falls back for safety,
 * climbs again, and is complete. Every step checks its answer.
 * @throws StoryError at the first step that does not answer as it should
 */
export class Story {
  private contract = '';
  private revokedAt = '';
  private revoked = '';

  private constructor(
    private readonly world: World,
    private readonly narrator: Narrator,
    /** The day of the story, `YYYY-MM-DD`; what was seen before lies on the days before. */
    private readonly today: string,
  ) {}

  static async play(
    send: Send,
    admin: { email: string; password: string },
    narrator: Narrator,
    today: string,
  ): Promise<void> {
    narrator.chapter('Deux employeurs, deux CFA, une équipe');
    const platformAdmin = await signIn(send, 'Administrateur', admin.email, admin.password);
    const world = await setTheScene(send, platformAdmin, `${Number(today.slice(0, 4)) - 19}-01-15`);
    narrator.explains(
      'Administrateur',
      'ouvre l’EHPAD Les Tilleuls, la MAS du Grand Pré, le CFA Santé Loire et l’IFAS des Monts',
    );
    narrator.explains(world.ines.name, '19 ans, prépare le diplôme d’État d’aide-soignant (DEAS 2021)');
    const story = new Story(world, narrator, today);
    await story.signTheContract();
    await story.observationLevel();
    await story.whatIsRefused();
    await everyday(world, narrator, story.contract, today);
    await story.simpleTasks();
    await story.supervisedCare();
    await story.fallForSafety();
    await story.achieveAgain();
    await story.toTheEnd();
    await story.report();
    await story.suspendAndResume();
  }

  private async signTheContract(): Promise<void> {
    const { hr, centre, tutor, coTutor, observer, referent, ines, otherHr, sami, otherTutor } = this.world;
    this.narrator.chapter('Le contrat et les mandats');
    this.contract = `/v1/contracts/${await this.draft(hr, ines, this.world.employerId)}`;
    await hr.refused(409, 'main_tutor_missing', 'POST', `${this.contract}/sign`, { on: this.day(-200) });
    for (const [by, person, role] of [
      [hr, tutor, 'main_tutor'],
      [hr, coTutor, 'co_tutor'],
      [hr, observer, 'observer'],
      [centre, referent, 'referent'],
    ] as const) {
      await by.must(201, 'POST', `${this.contract}/mandates`, {
        personId: person.id,
        role,
        from: this.day(-200),
      });
      this.narrator.explains(by.name, `mandate ${person.name} : ${ROLES[role]}`);
    }
    const signed = await hr.must(200, 'POST', `${this.contract}/sign`, { on: this.day(-200) });
    this.expect(signed.body.status === 'active', 'le contrat est actif');
    this.narrator.explains(hr.name, `signe le contrat d’${ines.name} : il est actif`);

    const other = `/v1/contracts/${await this.draft(otherHr, sami, this.world.otherEmployerId)}`;
    await otherHr.must(201, 'POST', `${other}/mandates`, {
      personId: otherTutor.id,
      role: 'main_tutor',
      from: this.day(-200),
    });
    await otherHr.must(200, 'POST', `${other}/sign`, { on: this.day(-200) });
    this.narrator.explains(otherHr.name, `signe de son côté celui de ${sami.name}, du même CFA`);
  }

  private async observationLevel(): Promise<void> {
    const { tutor } = this.world;
    this.narrator.chapter('Palier 1 : observer');
    const mission = await tutor.refused(409, 'mission_not_entitled', 'POST', `${this.contract}/assignments`, {
      mission: 'hyg_03',
      from: this.today,
    });
    this.expect(mission.body.missing.length > 0, 'le refus dit ce qui manque');
    this.narrator.refuses(tutor.name, 'veut déjà lui confier une toilette (hyg_03)', mission);
    const signed = await this.sign(tutor, 'observation', OBSERVATION, -150);
    this.narrator.explains(
      tutor.name,
      `valide ${OBSERVATION.join(', ')} à l’observation : le palier 2 s’ouvre tout seul`,
    );
    this.expectLevels(signed.body.ladder, ['achieved', 'open', 'locked', 'locked']);
    this.narrator.ladder(signed.body.ladder);
    await tutor.must(201, 'POST', `${this.contract}/assignments`, { mission: 'mea_01', from: this.today });
    this.narrator.explains(tutor.name, 'lui confie le service des repas (mea_01), sous son regard direct');
  }

  private async whatIsRefused(): Promise<void> {
    const { tutor, ines, otherTutor, sami, observer } = this.world;
    this.narrator.chapter('Ce que Palier refuse, et pourquoi');
    const items = (competency: string, level: string) => ({
      observedOn: this.today,
      observation: true,
      items: [{ competency, level, outcome: 'acquired' }],
    });
    const url = `${this.contract}/sign-offs`;
    const above = await tutor.refused(409, 'level_locked', 'POST', url, items('C2', 'autonomy'));
    this.narrator.refuses(tutor.name, 'valide C2 deux paliers plus haut', above);
    const quorum = await tutor.refused(409, 'quorum_not_met', 'POST', url, items('C1', 'simple_tasks'));
    const { have, need } = quorum.body.evidence.observations;
    this.expect(have === 1 && need === 2, 'le refus compte les observations');
    this.narrator.refuses(tutor.name, 'valide C1 après une seule observation', quorum);
    this.narrator.refuses(
      ines.name,
      'valide pour elle-même',
      await ines.refused(403, 'forbidden', 'POST', url, items('C6', 'simple_tasks')),
    );
    const notHers = await observer.refused(403, 'mandate_missing', 'POST', url, items('C6', 'simple_tasks'));
    this.narrator.refuses(observer.name, 'valide avec un mandat d’observatrice', notHers);
    for (const stranger of [otherTutor, sami]) {
      this.narrator.refuses(
        stranger.name,
        'regarde le parcours d’Inès',
        await stranger.refused(404, 'not_found', 'GET', `${this.contract}/ladder`),
      );
    }
  }

  private async simpleTasks(): Promise<void> {
    const { tutor, referent } = this.world;
    this.narrator.chapter('Palier 2 : tâches simples');
    await this.observe(tutor, 'simple_tasks', SIMPLE_TASKS, -120);
    const signed = await this.sign(tutor, 'simple_tasks', SIMPLE_TASKS, -110);
    this.expectLevels(signed.body.ladder, ['achieved', 'ready', 'locked', 'locked']);
    this.narrator.explains(
      tutor.name,
      'a tout vu deux fois et valide : le palier est prêt, il reste à décider',
    );
    await referent.refused(403, 'mandate_missing', 'POST', `${this.contract}/level-decisions`, {
      level: 'simple_tasks',
      decision: 'open',
    });
    await this.decide(tutor, 'simple_tasks', ['achieved', 'achieved', 'open', 'locked']);
    this.narrator.explains(tutor.name, 'décide le passage : les soins supervisés s’ouvrent');
  }

  private async supervisedCare(): Promise<void> {
    const { tutor, referent } = this.world;
    this.narrator.chapter('Palier 3 : soins supervisés');
    await this.complete('supervised_care', SUPERVISED_CARE);
    const early = await referent.refused(409, 'cosigner_order', 'POST', `${this.contract}/level-decisions`, {
      level: 'supervised_care',
      decision: 'open',
    });
    this.narrator.refuses(referent.name, 'veut cosigner avant le tuteur', early);
    await this.decide(tutor, 'supervised_care', ['achieved', 'achieved', 'ready', 'locked']);
    const again = await tutor.refused(
      409,
      'cosigner_not_distinct',
      'POST',
      `${this.contract}/level-decisions`,
      { level: 'supervised_care', decision: 'open' },
    );
    this.narrator.refuses(tutor.name, 'signe une deuxième fois', again);
    const opened = await this.decide(referent, 'supervised_care', [
      'achieved',
      'achieved',
      'achieved',
      'open',
    ]);
    this.narrator.explains(referent.name, 'cosigne : l’autonomie s’ouvre');
    this.narrator.ladder(opened);
  }

  private async fallForSafety(): Promise<void> {
    const { tutor, ines } = this.world;
    this.narrator.chapter('Un geste dangereux : retrait pour sécurité');
    await tutor.must(201, 'POST', `${this.contract}/assignments`, { mission: 'hyg_03', from: this.today });
    const ladder: Ladder = (await tutor.must(200, 'GET', `${this.contract}/ladder`)).body;
    const c1 = ladder.levels[1]?.requirements.find((requirement) => requirement.competency === 'C1') as
      { signOffId?: string } | undefined;
    this.revoked = c1?.signOffId ?? '';
    const body = { reasonCode: 'safety', reason: 'Geste dangereux lors d’un transfert' };
    const dry = await tutor.must(200, 'POST', `/v1/sign-offs/${this.revoked}/revocations`, {
      ...body,
      dryRun: true,
    });
    const { impact } = dry.body;
    this.expect(
      impact.assignments.some((fallen: { mission: string }) => fallen.mission === 'hyg_03'),
      'l’essai annonce la mission perdue',
    );
    const lost = impact.missions.filter((mission: { after: string | null }) => mission.after === null).length;
    const closer = impact.missions.length - lost;
    this.narrator.explains(
      tutor.name,
      `essaie d’abord : ${impact.levels.length} paliers et ${lost} missions tomberaient, dont ${impact.assignments.length} en cours ; ${closer} seraient suivies de plus près`,
    );
    this.expectLevels((await tutor.must(200, 'GET', `${this.contract}/ladder`)).body, [
      'achieved',
      'achieved',
      'achieved',
      'open',
    ]);

    const done = await tutor.must(201, 'POST', `/v1/sign-offs/${this.revoked}/revocations`, body);
    this.revokedAt = done.body.revocation.recordedAt;
    this.narrator.explains(
      tutor.name,
      `retire C1 aux tâches simples : ${ines.name} y revient, ce qui est au-dessus se verrouille, le reste est conservé`,
    );
    this.expectLevels(done.body.ladder, ['achieved', 'reopened', 'locked', 'locked']);
    const kept = done.body.ladder.levels[2].requirements.filter(
      (requirement: { status: string }) => requirement.status === 'kept',
    );
    this.expect(kept.length === SUPERVISED_CARE.length - 1, 'les autres validations sont conservées');
    this.narrator.ladder(done.body.ladder);
    const wash = await ines.must(200, 'GET', `${this.contract}/entitlements?mission=hyg_03`);
    this.expect(wash.body.data[0].allowed === false, 'la toilette n’est plus autorisée');
    this.narrator.explains(
      ines.name,
      `ne peut plus faire de toilette : ${wash.body.data[0].reasons[0].detail}`,
    );
  }

  private async achieveAgain(): Promise<void> {
    const { tutor, coTutor } = this.world;
    this.narrator.chapter('Revu, validé, décidé à nouveau : elle remonte');
    const items = {
      observedOn: this.today,
      items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'acquired' }],
    };
    const early = await tutor.refused(409, 'quorum_not_met', 'POST', `${this.contract}/sign-offs`, items);
    this.expect(early.body.evidence.reobserved.have === 0, 'il faut revoir après un retrait');
    this.narrator.refuses(tutor.name, 'revalide C1 sans l’avoir revue', early);
    await this.observe(coTutor, 'simple_tasks', ['C1'], 0);
    await this.sign(tutor, 'simple_tasks', ['C1'], 0);
    await this.decide(tutor, 'simple_tasks', ['achieved', 'achieved', 'reopened', 'locked']);
    await this.sign(tutor, 'supervised_care', ['C1'], 0);
    await this.decideTogether('supervised_care', ['achieved', 'achieved', 'achieved', 'open']);
    this.narrator.explains(`${tutor.name} et Sophie`, 'ont revu, validé et décidé : l’autonomie se rouvre');
  }

  private async toTheEnd(): Promise<void> {
    this.narrator.chapter('Palier 4 : l’autonomie, jusqu’au bout');
    await this.complete('autonomy', AUTONOMY);
    const ladder = await this.decideTogether('autonomy', ['achieved', 'achieved', 'achieved', 'achieved']);
    this.expect(ladder.complete, 'le parcours est complet');
    this.narrator.ladder(ladder);
  }

  private async report(): Promise<void> {
    const { centre, otherCentre, hr, referent } = this.world;
    this.narrator.chapter('Le CFA rend compte');
    const url = `/v1/reports/cohort?trainingCentreId=${this.world.trainingCentreId}`;
    const cohort = await centre.must(200, 'GET', url);
    this.expect(cohort.body.data.length === 2, 'la cohorte compte les deux alternants');
    this.narrator.table(cohort.body.data);
    this.expect((await otherCentre.must(200, 'GET', url)).body.data.length === 0, 'l’autre CFA ne voit rien');
    this.expect((await hr.must(200, 'GET', url)).body.data.length === 1, 'l’employeur ne voit que la sienne');

    const events = await this.allEvents(referent);
    this.narrator.explains(referent.name, `lit l’histoire du contrat : ${events.length} événements, dont`);
    this.narrator.history(
      events.filter((event) => !event.type.startsWith('observation') && event.type !== 'sign_off.recorded'),
    );
    const before = new Date(Date.parse(this.revokedAt) - 1).toISOString();
    const then = await centre.must(200, 'GET', `${this.contract}/ladder?at=${before}`);
    this.expectLevels(then.body, ['achieved', 'achieved', 'achieved', 'open']);
    this.narrator.explains(centre.name, 'demande ce qui était vrai l’instant d’avant le retrait :');
    this.narrator.ladder(then.body);
  }

  private async suspendAndResume(): Promise<void> {
    const { hr, ines } = this.world;
    this.narrator.chapter('Suspendre gèle, reprendre dégèle');
    await hr.must(200, 'POST', `${this.contract}/suspend`, { on: this.day(-1) });
    const frozen = await ines.must(200, 'GET', `${this.contract}/entitlements?mission=mea_01`);
    this.expect(
      frozen.body.data[0].reasons[0].code === 'contract_not_active',
      'suspendu : rien n’est permis',
    );
    this.narrator.explains(hr.name, `suspend le contrat : ${frozen.body.data[0].reasons[0].detail}`);
    this.expect(
      (await ines.must(200, 'GET', `${this.contract}/ladder`)).body.frozen === true,
      'le parcours est gelé',
    );
    await hr.must(200, 'POST', `${this.contract}/resume`, { on: this.today });
    const thawed = await ines.must(200, 'GET', `${this.contract}/entitlements?mission=mea_01`);
    this.expect(thawed.body.data[0].allowed === true, 'repris : permis à nouveau');
    this.narrator.explains(hr.name, 'reprend le contrat : tout est de nouveau permis');
  }

  private async draft(by: Person, alternant: Person, employerId: string): Promise<string> {
    const { trainingCentreId, ladderId } = this.world;
    const terms = { kind: 'apprenticeship', startsOn: this.day(-200), endsOn: this.day(340) };
    return (
      await by.must(201, 'POST', '/v1/contracts', {
        ...terms,
        alternantId: alternant.id,
        employerId,
        trainingCentreId,
        ladderId,
      })
    ).body.id;
  }

  /** Three days, two pairs of eyes, then the sign-off: what the upper levels ask for. */
  private async complete(level: string, competencies: readonly string[]): Promise<void> {
    const { tutor, coTutor, observer } = this.world;
    await this.observe(coTutor, level, competencies, -30);
    await this.observe(observer, level, competencies, -20);
    this.narrator.explains(
      `${coTutor.name}, ${observer.name}`,
      `observent ${competencies.length} compétences, deux jours différents`,
    );
    const signed = await this.sign(tutor, level, competencies, -10);
    this.narrator.explains(tutor.name, `valide les ${competencies.length} compétences`);
    this.expect(
      signed.body.ladder.levels.some(
        (shown: { code: string; status: string }) => shown.code === level && shown.status === 'ready',
      ),
      'le palier est prêt',
    );
  }

  private observe(
    by: Person,
    level: string,
    competencies: readonly string[],
    offset: number,
  ): Promise<Answer> {
    const items = competencies.map((competency) => ({ competency, level, outcome: 'performed' }));
    return by.must(201, 'POST', `${this.contract}/observations`, { observedOn: this.day(offset), items });
  }

  private sign(by: Person, level: string, competencies: readonly string[], offset: number): Promise<Answer> {
    const items = competencies.map((competency) => ({ competency, level, outcome: 'acquired' }));
    return by.must(201, 'POST', `${this.contract}/sign-offs`, {
      observedOn: this.day(offset),
      observation: true,
      items,
    });
  }

  private async decide(by: Person, level: string, expected: readonly string[]): Promise<Ladder> {
    const decided = await by.must(201, 'POST', `${this.contract}/level-decisions`, {
      level,
      decision: 'open',
    });
    this.expectLevels(decided.body.ladder, expected);
    return decided.body.ladder;
  }

  private async decideTogether(level: string, expected: readonly string[]): Promise<Ladder> {
    const { tutor, referent } = this.world;
    await tutor.must(201, 'POST', `${this.contract}/level-decisions`, { level, decision: 'open' });
    return this.decide(referent, level, expected);
  }

  private async allEvents(by: Person) {
    const events: { sequence: number; type: string; recordedAt: string }[] = [];
    for (let after = ''; ;) {
      const page = await by.must(200, 'GET', `${this.contract}/events?limit=500${after}`);
      events.push(...page.body.data);
      if (page.body.page.next === null) return events;
      after = `&after=${page.body.page.next}`;
    }
  }

  private day(offset: number): string {
    return new Date(Date.parse(`${this.today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
  }

  private expectLevels(ladder: Ladder, expected: readonly string[]): void {
    const found = ladder.levels.map((level) => level.status);
    this.expect(
      found.join() === expected.join(),
      `les paliers sont ${expected.join(', ')} (et non ${found.join(', ')})`,
    );
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) throw new StoryError(`Attendu : ${what}.`);
  }
}

const ROLES = {
  main_tutor: 'tutrice principale',
  co_tutor: 'cotuteur',
  observer: 'observatrice',
  referent: 'formatrice référente',
} as const;
