import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../../kernel/days.js';
import { AtField } from '../../../platform/validation/as-of.js';
import { ELIGIBILITIES, type EligibilityWord } from '../../tutors/eligibility.types.js';
import { MandateHolderResponse } from '../mandates.dto.js';
import { MANDATE_ROLES, type MandateRole } from '../mandates.types.js';
import type { KnownMember } from './team.queries.js';
import type { TeamOnDay } from './team.service.js';

export class TeamQuery {
  @AtField() at?: string;
}

export class AnsweringResponse {
  @ApiProperty() person!: MandateHolderResponse;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
}

export class TeamAnsweringResponse extends AnsweringResponse {
  /** The last day in a row on which they answer; null: for more than a year. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class TeamMemberResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty() person!: MandateHolderResponse;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
  /** The host at which they tutor; null: the employer, or the centre. */
  @ApiProperty({ type: String, nullable: true }) host!: string | null;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null when open-ended. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** They are away that day. */
  @ApiProperty() isAbsent!: boolean;
  /** Their last day away; null while nobody knows, and where they are there. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) absentTo!: string | null;
  /** Who answers instead while they are away. */
  @ApiProperty({ type: AnsweringResponse, nullable: true }) answersMeanwhile!: AnsweringResponse | null;
  /** Whether they may tutor; null for who may not read it. */
  @ApiProperty({ enum: ELIGIBILITIES, enumName: 'TutorEligibility', nullable: true })
  eligibility!: EligibilityWord | null;
}

export class TeamResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day that is answered. */
  @ApiProperty({ format: 'date' }) on!: string;
  /** Who answers for the contract that day; null: nobody. */
  @ApiProperty({ type: TeamAnsweringResponse, nullable: true }) answering!: TeamAnsweringResponse | null;
  /** Whoever holds a mandate that day. */
  @ApiProperty({ type: [TeamMemberResponse] }) members!: TeamMemberResponse[];
}

const holderOf = ({ personId, givenName, familyName }: KnownMember): MandateHolderResponse => ({
  id: personId,
  givenName,
  familyName,
});

export const presentTeam = (team: TeamOnDay): TeamResponse => ({
  contractId: team.contractId,
  on: team.on,
  answering: team.answering && {
    person: holderOf(team.answering),
    role: team.answering.role,
    to: team.answersTo,
  },
  members: team.members.map(({ held, isAbsent, absentTo, meanwhile, eligibility }) => ({
    mandateId: held.id,
    person: holderOf(held),
    role: held.role,
    host: held.host,
    from: held.from,
    to: held.until === null ? null : addDays(held.until, -1),
    isAbsent,
    absentTo,
    answersMeanwhile: meanwhile && { person: holderOf(meanwhile), role: meanwhile.role },
    eligibility,
  })),
});
