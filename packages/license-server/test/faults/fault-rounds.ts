/** How often a server is killed: 50 times, or as `FAULT_ROUNDS` says, for a quick look. */
export function faultRounds(): number {
  return Number(process.env["FAULT_ROUNDS"] ?? 50);
}
