import { ApiProperty } from '@nestjs/swagger';
import { ContractResponse, presentContract } from '../contracts.dto.js';
import type { ContractRead } from '../contracts.service.js';

/** One contract, read by itself: with the days that follow from its calendar and its form. */
export class ContractReadResponse extends ContractResponse {
  /** Days of the trial period used by today; null where no calendar says. */
  @ApiProperty({ type: 'integer', nullable: true }) trialDaysUsed!: number | null;
  /** The last day of the trial period, as far as the calendar says. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) trialEndsOn!: string | null;
  /** The last day on which the contract is deposited in time. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) depositDueOn!: string | null;
}

export const presentContractRead = ({ contract, dates }: ContractRead): ContractReadResponse => ({
  ...presentContract(contract),
  trialDaysUsed: dates.trialDaysUsed,
  trialEndsOn: dates.trialEndsOn,
  depositDueOn: dates.depositDueOn,
});
