export { codeownersOf, parseCodeowners } from './codeowners';
export type { Codeowners, CodeownersIssue } from './codeowners';
export { commentOwners } from './commentOwners';
export { isBot, rankAuthors } from './gitAuthors';
export type { FileCommit, RankedAuthor } from './gitAuthors';
export * from './model';
export { isEmail, normaliseEmail } from './ownerNames';
export { proposeOwners } from './proposeOwners';
export { homesIn, isServiceUser } from './serviceUsers';
