import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Clock } from './kernel/clock.js';
import type { Config } from './platform/config/config.js';
import type { Log } from './platform/logs/logger.js';
import { AccessModule } from './platform/access/access.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { AnswerInterceptor } from './platform/responses/answer.interceptor.js';
import { ProblemFilter } from './platform/responses/problem.filter.js';
import { ShownInterceptor } from './platform/responses/shown.interceptor.js';
import { UndescribedInputGuard } from './platform/validation/undescribed-input.guard.js';
import { AppValidationPipe } from './platform/validation/validation.pipe.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { MaintenanceModule } from './platform/maintenance/maintenance.module.js';
import { ContractsModule } from './features/contracts/contracts.module.js';
import { AmendmentsModule } from './features/amendments/amendments.module.js';
import { MandatesModule } from './features/mandates/mandates.module.js';
import { EmployerProposalsModule } from './features/employer-proposals/employer-proposals.module.js';
import { EvidenceModule } from './features/evidence/evidence.module.js';
import { FrameworksModule } from './features/frameworks/frameworks.module.js';
import { WordsInterceptor } from './features/ladder/words/words.adapter.js';
import { LadderModule } from './features/ladder/ladder.module.js';
import { AssignmentsModule } from './features/assignments/assignments.module.js';
import { AttestationsModule } from './features/attestations/attestations.module.js';
import { ConcernsModule } from './features/concerns/concerns.module.js';
import { DeclarationsModule } from './features/declarations/declarations.module.js';
import { DisputesModule } from './features/disputes/disputes.module.js';
import { GuestLinksModule } from './features/guest-links/guest-links.module.js';
import { JournalModule } from './features/journal/journal.module.js';
import { LevelDecisionsModule } from './features/level-decisions/level-decisions.module.js';
import { MergesModule } from './features/merges/merges.module.js';
import { MeModule } from './features/me/me.module.js';
import { ObservationsModule } from './features/observations/observations.module.js';
import { ShiftModule } from './features/shift/shift.module.js';
import { QueueModule } from './features/queue/queue.module.js';
import { ReviewsModule } from './features/reviews/reviews.module.js';
import { RevocationsModule } from './features/revocations/revocations.module.js';
import { SignOffRequestsModule } from './features/sign-off-requests/sign-off-requests.module.js';
import { SignOffsModule } from './features/sign-offs/sign-offs.module.js';
import { TrainingPlanModule } from './features/training-plan/training-plan.module.js';
import { LadderChangesModule } from './features/ladder-changes/ladder-changes.module.js';
import { OutcomesModule } from './features/outcomes/outcomes.module.js';
import { CredentialsModule } from './features/credentials/credentials.module.js';
import { OwnCalendarModule } from './features/own-calendar/own-calendar.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { ReferenceDataModule } from './features/reference-data/reference-data.module.js';
import { PlacementsModule } from './features/placements/placements.module.js';
import { ProspectsModule } from './features/prospects/prospects.module.js';
import { PriorLearningModule } from './features/prior-learning/prior-learning.module.js';
import { TutorsModule } from './features/tutors/tutors.module.js';
import { FiguresModule } from './features/figures/figures.module.js';
import { BookletModule } from './features/booklet/booklet.module.js';
import { ReportsModule } from './features/reports/reports.module.js';
import { SelfAssessmentsModule } from './features/self-assessments/self-assessments.module.js';
import { ApiClientsModule } from './features/api-clients/api-clients.module.js';
import { IdentityModule } from './features/identity/identity.module.js';
import { OrganisationsModule } from './features/organisations/organisations.module.js';
import { PeopleModule } from './features/people/people.module.js';
import { PrivacyModule } from './features/privacy/privacy.module.js';

const FEATURES = [
  OrganisationsModule,
  PeopleModule,
  IdentityModule,
  ApiClientsModule,
  MeModule,
  MergesModule,
  EmployerProposalsModule,
  QueueModule,
  OwnCalendarModule,
  CredentialsModule,
  OutcomesModule,
  ShiftModule,
  FrameworksModule,
  TutorsModule,
  ContractsModule,
  MandatesModule,
  PlacementsModule,
  ProspectsModule,
  AmendmentsModule,
  LadderModule,
  ObservationsModule,
  SignOffsModule,
  RevocationsModule,
  LevelDecisionsModule,
  SignOffRequestsModule,
  LadderChangesModule,
  AssignmentsModule,
  ConcernsModule,
  JournalModule,
  TrainingPlanModule,
  PriorLearningModule,
  SelfAssessmentsModule,
  AttestationsModule,
  DeclarationsModule,
  NotificationsModule,
  EvidenceModule,
  DisputesModule,
  ReviewsModule,
  GuestLinksModule,
  BookletModule,
  ReportsModule,
  FiguresModule,
  ReferenceDataModule,
  PrivacyModule,
];

@Module({})
export class AppModule {
  static with(config: Config, apiUrl: string, clock: Clock, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config, clock),
        DatabaseModule.connect(apiUrl, config.poolSize),
        AccessModule,
        HealthModule.with(log),
        MaintenanceModule,
        JobsModule,
        MailModule,
        ...FEATURES,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: UndescribedInputGuard },
        { provide: APP_PIPE, useClass: AppValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_INTERCEPTOR, useClass: WordsInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ShownInterceptor },
      ],
    };
  }
}
