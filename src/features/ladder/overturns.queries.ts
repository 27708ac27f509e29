/** What disputes overturned, as facts of the ladder: `of` says whose, of `v`. */
export const overturns = (of: string): string => `
  select v.contract_id, v.sequence, v.recorded_at, case
    when v.sign_off_id is not null then jsonb_build_object(
      'kind', 'sign_off_overturned', 'sequence', v.sequence, 'recordedAt', v.recorded_at, 'signOffId', v.sign_off_id,
      'competency', s.competency, 'level', s.level
    )
    when v.revocation_id is not null then jsonb_build_object(
      'kind', 'reinstatement', 'sequence', v.sequence, 'recordedAt', v.recorded_at, 'revocation', r.sequence,
      'competency', s.competency
    )
    else jsonb_build_object(
      'kind', 'level_decision_overturned', 'sequence', v.sequence, 'recordedAt', v.recorded_at, 'id', v.level_decision_id
    )
  end as fact
  from overturns v
  left join revocations r on r.id = v.revocation_id
  left join sign_offs s on s.id = coalesce(v.sign_off_id, r.sign_off_id)
  where ${of}
`;
