import { userInfo } from "node:os";

/** The user of the operating system who runs the program, for the audit log. Containers have users without a name. */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
