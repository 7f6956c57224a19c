export { dismissTarget, takeBackDismissal } from './dismissTarget';
export { FoundTargetStore, type FoundTargetQuery } from './FoundTargetStore';
export { listCandidates } from './listCandidates';
export { ProposalStore } from './ProposalStore';
export { scheduleSearch } from './scheduleSearch';
export { TargetSearch } from './TargetSearch';
export { unlinkTarget } from './unlinkTarget';
