import type { Environment } from './sources.js';

/** The login of the mail server; empty where it is not set. Inputs would tempt people to write it down. */
export interface MailLogin {
  readonly username: string;
  readonly password: string;
}

export function readMailLogin(environment: Environment): MailLogin {
  return {
    username: (environment['EMAIL_USERNAME'] ?? '').trim(),
    password: bareAppPassword((environment['EMAIL_PASSWORD'] ?? '').trim()),
  };
}

/** Google shows app passwords in four groups; its server takes them without the blanks only. */
function bareAppPassword(password: string): string {
  return /^[a-z]{4}(\s[a-z]{4}){3}$/i.test(password) ? password.replace(/\s/g, '') : password;
}
