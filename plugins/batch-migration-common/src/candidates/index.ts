export {
  PROPOSAL_DOUBTS,
  PROPOSAL_REASONS,
  PROPOSAL_THRESHOLD,
  proposeLinks,
  type LinkEnd,
  type LinkProposal,
  type ProposalDoubt,
  type ProposalReason,
  type WaitingWorkload,
} from './proposeLinks';
export { shellCommand } from './shellCommand';
