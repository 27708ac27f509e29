import { CreateAccess1795500000000 } from './1795500000000-create-access.js';
import { CreatePeople1795500001000 } from './1795500001000-create-people.js';
import { CreateAccounts1795500002000 } from './1795500002000-create-accounts.js';
import { CreateFrameworks1795500003000 } from './1795500003000-create-frameworks.js';
import { CreateContracts1795500004000 } from './1795500004000-create-contracts.js';
import { CreateFacts1795500005000 } from './1795500005000-create-facts.js';
import { CreatePolicies1795500006000 } from './1795500006000-create-policies.js';
import { CreateApiClients1795600000000 } from './1795600000000-create-api-clients.js';
import { HardenSignIn1795600107000 } from './1795600107000-harden-sign-in.js';
import { CreateReadiness1795600200000 } from './1795600200000-create-readiness.js';
import { AddReportFunctions1795600300000 } from './1795600300000-add-report-functions.js';
import { NarrowTriggerOfTerms1795700000000 } from './1795700000000-narrow-trigger-of-terms.js';
import { ReadFewerRows1795700010000 } from './1795700010000-read-fewer-rows.js';
import { RememberTheHeldContract1795750000000 } from './1795750000000-remember-the-held-contract.js';
import { TellWhetherAContractIsHeld1795760000000 } from './1795760000000-tell-whether-a-contract-is-held.js';
import { KeepProgressAsWritten1795770000000 } from './1795770000000-keep-progress-as-written.js';
import { CreateSentSignOffs1795800000000 } from './1795800000000-create-sent-sign-offs.js';
import { CreateConcerns1795900000000 } from './1795900000000-create-concerns.js';
import { CreateSignOffRequests1796000000000 } from './1796000000000-create-sign-off-requests.js';
import { CreateDisputes1796100000000 } from './1796100000000-create-disputes.js';
import { CreateClearances1796200000000 } from './1796200000000-create-clearances.js';
import { CreateJournalAndPlan1796250000000 } from './1796250000000-create-journal-and-plan.js';
import { CreateLadderChanges1796300000000 } from './1796300000000-create-ladder-changes.js';
import { CreateEvidence1796400000000 } from './1796400000000-create-evidence.js';
import { CreateNotices1796500000000 } from './1796500000000-create-notices.js';
import { TellOfStaleRequests1796510000000 } from './1796510000000-tell-of-stale-requests.js';
import { CreateSelfAssessments1796600000000 } from './1796600000000-create-self-assessments.js';
import { CreateContestedFacts1796700000000 } from './1796700000000-create-contested-facts.js';
import { AddJournalEntryOfEvidence1796710000000 } from './1796710000000-add-journal-entry-of-evidence.js';
import { ReadThePastWithoutLocks1797010000000 } from './1797010000000-read-the-past-without-locks.js';
import { JudgeMandatesByMembership1797020000000 } from './1797020000000-judge-mandates-by-membership.js';
import { ConstrainSelfGivenRights1797030000000 } from './1797030000000-constrain-self-given-rights.js';
import { BackfillAccountsDisabledByPlatform1797030001000 } from './1797030001000-backfill-accounts-disabled-by-platform.js';
import { EndOwnershipWithMembership1797040000000 } from './1797040000000-end-ownership-with-membership.js';
import { JudgeInvitationsAgain1797050000000 } from './1797050000000-judge-invitations-again.js';
import { ConstrainSignIn1797060000000 } from './1797060000000-constrain-sign-in.js';
import { DropSigningKeysInClear1797060000100 } from './1797060000100-drop-signing-keys-in-clear.js';
import { ConstrainSigningKeys1797060000200 } from './1797060000200-constrain-signing-keys.js';
import { ConstrainAuthors1797060000300 } from './1797060000300-constrain-authors.js';
import { DropPoliciesOfSignIn1797060000400 } from './1797060000400-drop-policies-of-sign-in.js';
import { ConstrainFunctions1797060000500 } from './1797060000500-constrain-functions.js';
import { WithdrawWithARevocation1797070000000 } from './1797070000000-withdraw-with-a-revocation.js';
import { AddQuotaFunctions1797080000000 } from './1797080000000-add-quota-functions.js';
import { AnswerFactsNotRules1798030000000 } from './1798030000000-answer-facts-not-rules.js';

export const MIGRATIONS = [
  CreateAccess1795500000000,
  CreatePeople1795500001000,
  CreateAccounts1795500002000,
  CreateFrameworks1795500003000,
  CreateContracts1795500004000,
  CreateFacts1795500005000,
  CreatePolicies1795500006000,
  CreateApiClients1795600000000,
  HardenSignIn1795600107000,
  CreateReadiness1795600200000,
  AddReportFunctions1795600300000,
  NarrowTriggerOfTerms1795700000000,
  ReadFewerRows1795700010000,
  RememberTheHeldContract1795750000000,
  TellWhetherAContractIsHeld1795760000000,
  KeepProgressAsWritten1795770000000,
  CreateSentSignOffs1795800000000,
  CreateConcerns1795900000000,
  CreateSignOffRequests1796000000000,
  CreateDisputes1796100000000,
  CreateClearances1796200000000,
  CreateJournalAndPlan1796250000000,
  CreateLadderChanges1796300000000,
  CreateEvidence1796400000000,
  CreateNotices1796500000000,
  TellOfStaleRequests1796510000000,
  CreateSelfAssessments1796600000000,
  CreateContestedFacts1796700000000,
  AddJournalEntryOfEvidence1796710000000,
  ReadThePastWithoutLocks1797010000000,
  JudgeMandatesByMembership1797020000000,
  ConstrainSelfGivenRights1797030000000,
  BackfillAccountsDisabledByPlatform1797030001000,
  EndOwnershipWithMembership1797040000000,
  JudgeInvitationsAgain1797050000000,
  ConstrainSignIn1797060000000,
  DropSigningKeysInClear1797060000100,
  ConstrainSigningKeys1797060000200,
  ConstrainAuthors1797060000300,
  DropPoliciesOfSignIn1797060000400,
  ConstrainFunctions1797060000500,
  WithdrawWithARevocation1797070000000,
  AddQuotaFunctions1797080000000,
  AnswerFactsNotRules1798030000000,
];
