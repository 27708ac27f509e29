import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, instantAt } from '../../kernel/days.js';
import type { Language } from '../../kernel/language.js';
import { notFound } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { LongReads } from '../../platform/database/long-reads.js';
import { barChartSvg } from './charts/bar-chart.rules.js';
import { chartOf } from './charts/figure-chart.rules.js';
import { yearNotClosed } from './figures.errors.js';
import { readIntake } from './figures.queries.js';
import { figuresOf } from './figures.rules.js';
import type { Figure, FigureIndicator, Intake } from './figures.types.js';

@Injectable()
export class FiguresService {
  constructor(
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** The figures of an intake, as they were closed: they are the same whenever they are asked for. */
  async figures(actor: Actor, intake: Intake): Promise<readonly Figure[]> {
    const { schoolYear } = intake;
    if (dayOf(this.clock.now()) < schoolYear.closedOn) throw yearNotClosed(schoolYear.closedOn);
    const at = instantAt(schoolYear.closedOn, '00:00');
    const found = await this.longReads.read(actor, (q) => readIntake(q, intake, at), { at });
    if (found === null) throw notFound();
    return figuresOf(found, schoolYear);
  }

  /** The figures of one indicator as a picture. */
  async chart(actor: Actor, intake: Intake, indicator: FigureIndicator, language: Language): Promise<string> {
    return barChartSvg(chartOf(await this.figures(actor, intake), indicator, intake.schoolYear, language));
  }
}
