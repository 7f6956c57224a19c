import fs from 'node:fs';
import {
  AuthenticationError,
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import git, { Errors } from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import type { PushedRef } from './repositoryHost';

/** A repository as git reaches it. */
export interface GitRemote {
  /** Without credentials in it. */
  url: string;
  /** For messages: `GitHub at github.com`. */
  hostName: string;
  /** Where its credentials are configured, for messages. */
  credentials: string;
  auth(): Promise<{ username: string; password: string }>;
}

/** Commits of a remote's branches and tags, by full name. */
export async function listRemoteRefs(
  remote: GitRemote,
  prefix: string,
): Promise<Record<string, string>> {
  const refs = await told(remote, 'list refs', async auth =>
    git.listServerRefs({
      http,
      url: remote.url,
      prefix,
      protocolVersion: 1,
      ...auth,
    }),
  );
  return Object.fromEntries(
    refs
      .filter(({ ref }) => ref.startsWith(prefix))
      .map(({ ref, oid }) => [ref, oid]),
  );
}

/**
 * Pushes refs in their order; those that are there already stay. What was
 * pushed before a failure is named in the error.
 */
export async function pushRefs(
  remote: GitRemote,
  dir: string,
  refs: PushedRef[],
): Promise<void> {
  const there = await listRemoteRefs(remote, 'refs/');
  const pushed: string[] = [];
  for (const { ref, remoteRef = ref, commit } of refs) {
    if (there[remoteRef] === commit) continue;
    if (there[remoteRef] && remoteRef.startsWith('refs/tags/')) {
      throw new ConflictError(
        `${remote.url} has the tag ${remoteRef.slice(
          10,
        )} on another commit (${there[remoteRef].slice(
          0,
          12,
        )}); no tag is moved`,
      );
    }
    try {
      await told(remote, `push ${remoteRef}`, auth =>
        git.push({ fs, http, dir, url: remote.url, ref, remoteRef, ...auth }),
      );
    } catch (error) {
      if (pushed.length > 0 && error instanceof Error) {
        error.message += `. Pushed before that: ${pushed.join(', ')}`;
      }
      throw error;
    }
    pushed.push(remoteRef);
  }
}

/** Copies a branch with its history and all tags into a new folder. */
export async function cloneRemote(
  remote: GitRemote,
  dir: string,
  ref: string | null,
): Promise<void> {
  await told(remote, 'clone', auth =>
    git.clone({
      fs,
      http,
      dir,
      url: remote.url,
      ref: ref ?? undefined,
      ...auth,
    }),
  );
}

type Auth = {
  onAuth(): Promise<{ username: string; password: string }>;
  onAuthFailure(): { cancel: true };
};

/** Runs one operation of git; its failure is told without address parts that hold credentials. */
async function told<T>(
  remote: GitRemote,
  what: string,
  act: (auth: Auth) => Promise<T>,
): Promise<T> {
  const { hostName, credentials, url } = remote;
  try {
    return await act({
      onAuth: () => remote.auth(),
      onAuthFailure: () => ({ cancel: true }),
    });
  } catch (error) {
    if (error instanceof Errors.UserCanceledError) {
      throw new AuthenticationError(
        `${hostName} refused the credentials when git had to ${what}: see ${credentials}`,
      );
    }
    if (error instanceof Errors.HttpError) {
      throw new NotAllowedError(
        `${hostName} answered ${error.data.statusCode} when git had to ${what} of ${url}: check what the credentials may do (${credentials})`,
      );
    }
    if (error instanceof Errors.PushRejectedError) {
      throw new ConflictError(
        `${url} holds other commits: git could not ${what} without losing them`,
      );
    }
    if (error instanceof Errors.GitPushError) {
      throw new NotAllowedError(
        `${hostName} refused to ${what} of ${url}: ${error.data.prettyDetails.trim()}`,
      );
    }
    const { code } = error as { code?: string };
    if (/^(?:ECONN|ENOTFOUND|ETIMEDOUT|EAI_|EPIPE)/.test(code ?? '')) {
      throw new ServiceUnavailableError(
        `${hostName} could not be reached when git had to ${what}: ${code}. Run this again`,
      );
    }
    throw error;
  }
}
