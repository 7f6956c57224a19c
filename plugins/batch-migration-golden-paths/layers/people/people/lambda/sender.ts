import { sender } from '../slack/sender';
import { fromEnvironment } from './environment';

const { slack, threads, claims, visibility, log } = fromEnvironment();

/** Reads the outbox. */
export const handler = sender({ slack: slack(), threads: threads(), sent: claims(90), visibility: visibility(), log });
