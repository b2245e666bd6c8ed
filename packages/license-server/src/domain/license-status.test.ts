import { describe, expect, it } from "vitest";
import { studio, studioTerms } from "../../test/licenses.js";
import { statusAt } from "./license-status.js";

const { begin, end = 0 } = studioTerms.validity;

describe("a license's status", () => {
  it.each([
    [begin - 1, "PENDING_AVAILABLE"],
    [begin, "AVAILABLE"],
    [end - 1, "AVAILABLE"],
    [end, "EXPIRED"],
  ])("at %d follows from its validity: %s", (now, status) => {
    expect(statusAt(studio(), now)).toBe(status);
  });

  it("never becomes EXPIRED where the validity has no end", () => {
    expect(statusAt(studio({ validity: { begin } }), 2 ** 40)).toBe("AVAILABLE");
  });

  it("is the issuer's, whatever the validity, where the issuer took the license back", () => {
    expect(statusAt(studio({ status: "SUSPENDED" }), end)).toBe("SUSPENDED");
  });

  it("is how far the deletion is, whatever else, once the license is deleted", () => {
    const deleted = { ...studio({ status: "SUSPENDED" }), deletion: { requestedAt: begin, date: begin + 60 } };
    expect(statusAt(deleted, begin + 59)).toBe("PENDING_DELETE");
    expect(statusAt(deleted, begin + 60)).toBe("DELETED");
  });
});
