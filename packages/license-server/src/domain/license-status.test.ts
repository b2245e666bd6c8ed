import { describe, expect, it } from "vitest";
import { studioTerms } from "../../test/licenses.js";
import { statusAt } from "./license-status.js";

const { begin, end = 0 } = studioTerms.validity;

describe("a license's status", () => {
  it.each([
    [begin - 1, "PENDING_AVAILABLE"],
    [begin, "AVAILABLE"],
    [end - 1, "AVAILABLE"],
    [end, "EXPIRED"],
  ])("at %d follows from its validity: %s", (now, status) => {
    expect(statusAt(studioTerms, now)).toBe(status);
  });

  it("never becomes EXPIRED where the validity has no end", () => {
    expect(statusAt({ ...studioTerms, validity: { begin } }, 2 ** 40)).toBe("AVAILABLE");
  });

  it("is the issuer's, whatever the validity, where the issuer took the license back", () => {
    expect(statusAt({ ...studioTerms, status: "SUSPENDED" }, end)).toBe("SUSPENDED");
  });
});
