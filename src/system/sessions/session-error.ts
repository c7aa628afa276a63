export type SessionProblem = 'unreachable' | 'authentication' | 'timeout' | 'permission' | 'other';

/** A database could not be asked. `message` says why, `whatToDo` how to go on; both for people. */
export class SessionError extends Error {
  constructor(
    readonly reason: SessionProblem,
    message: string,
    readonly whatToDo: string,
  ) {
    super(message);
    this.name = 'SessionError';
  }
}

/** PostgreSQL's error codes and Node's, by what they mean for whoever asks. */
const reasons: Readonly<Record<string, SessionProblem>> = {
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
  '28000': 'authentication',
  '28P01': 'authentication',
  '42501': 'permission',
  '53300': 'unreachable',
  '57014': 'timeout',
  '57P01': 'unreachable',
  '57P03': 'unreachable',
};

const advice: Readonly<Record<SessionProblem, string>> = {
  unreachable: 'Check host and port, and that the database is running and reachable from here.',
  authentication: 'Check user name and password.',
  timeout:
    'Something else may hold a lock on the catalogs or the server may be busy: try again later.',
  permission: 'Use a role that may read this, or grant it the right.',
  other: 'See the message of the database.',
};

/** What an error code of PostgreSQL or Node means; `other` where it is not listed. */
export function reasonOf(code: string | undefined): SessionProblem {
  return reasons[code ?? ''] ?? 'other';
}

/** The error for people, from a code of PostgreSQL or Node and a message. */
export function sessionError(code: string | undefined, message: string): SessionError {
  const reason = reasonOf(code);
  const whatToDo = code === '3D000' ? 'Check the name of the database.' : advice[reason];
  return new SessionError(reason, message, whatToDo);
}
