import { randomUUID } from "node:crypto";
import type { JsonObject } from "../server/exchange.js";
import { BrokenClause, type TriedClause } from "../suite/clause.js";
import { dateIn, refusal, seats, seatsOf, type Trial, textOf } from "../suite/trial.js";
import { expectMembers, UNKNOWN_LICENSE, version } from "./licenses.js";

const OPERATION = "CheckoutBorrowLicense";

function borrows(trial: Trial, LicenseArn: string, change?: object): Promise<JsonObject> {
  return trial.succeeds(OPERATION, trial.borrowInput(LicenseArn, change));
}

/** Fails unless as many seats are in use. */
async function expectSeatsInUse(trial: Trial, LicenseArn: string, expected: number, when: string): Promise<void> {
  const found = await trial.seatsInUse(LicenseArn);
  if (found !== String(expected))
    throw new BrokenClause(`${when} ${found} seats are in use; it should be ${expected}.`);
}

export const BORROWING: readonly TriedClause[] = [
  {
    id: "borrow.answer",
    sentence:
      "CheckoutBorrowLicense answers the license, the entitlements, the node and the metadata of the request, and a consumption token.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const Entitlements = [seats(2), { Name: "export", Unit: "None" }];
      const CheckoutMetadata = [{ Name: "order", Value: "4711" }];
      const output = await borrows(trial, LicenseArn, { Entitlements, CheckoutMetadata });
      const expected = {
        LicenseArn,
        EntitlementsAllowed: Entitlements,
        NodeId: "contract-test-node",
        CheckoutMetadata,
      };
      expectMembers(output, expected, OPERATION);
      if (!output["LicenseConsumptionToken"])
        throw new BrokenClause(`${OPERATION} answers no LicenseConsumptionToken.`);
    },
  },
  {
    id: "borrow.expiration",
    sentence:
      "A borrow ends MaxTimeToLiveInMinutes after it began, or at the end of the license's validity where that is earlier.",
    async check(trial) {
      const hour = await borrows(trial, await trial.license());
      const minutes = (moment(hour, "Expiration") - moment(hour, "IssuedAt")) / 60_000;
      if (Math.abs(minutes - 60) > 0.05) {
        throw new BrokenClause(`The borrow lasts ${minutes} minutes; MaxTimeToLiveInMinutes is 60.`);
      }
      const End = dateIn(10);
      const short = await borrows(trial, await trial.license({ Validity: { Begin: dateIn(-60), End } }));
      if (moment(short, "Expiration") !== Date.parse(End)) {
        throw new BrokenClause(`The borrow ends at ${short["Expiration"]}; the validity ends before, at ${End}.`);
      }
    },
  },
  {
    id: "borrow.idempotent",
    sentence:
      "The same request with the same ClientToken takes nothing more and is answered as before, with the same signed token.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const input = trial.borrowInput(LicenseArn);
      const first = await trial.prepares(OPERATION, input);
      textOf(first, "LicenseConsumptionToken");
      expectMembers(await trial.succeeds(OPERATION, input), first, `The repeated ${OPERATION}`);
      await expectSeatsInUse(trial, LicenseArn, 1, "After the same request twice");
    },
  },
  {
    id: "borrow.token-reuse",
    sentence: "Another request with a ClientToken that was used gets InvalidParameterValueException.",
    async check(trial) {
      const input = trial.borrowInput(await trial.license());
      await trial.prepares(OPERATION, input);
      await trial.refuses(OPERATION, { ...input, NodeId: "other" }, "InvalidParameterValueException");
    },
  },
  {
    id: "borrow.usage",
    sentence: "GetLicenseUsage counts what is borrowed.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const before = seatsOf(await trial.succeeds("GetLicenseUsage", { LicenseArn }));
      if (before !== "0")
        throw new BrokenClause(`Of a new license ${before ?? "an unknown number of"} seats are in use.`);
      await trial.prepares(OPERATION, trial.borrowInput(LicenseArn, { Entitlements: [seats(2)] }));
      await expectSeatsInUse(trial, LicenseArn, 2, "After two were borrowed");
    },
  },
  {
    id: "borrow.maximum",
    sentence: "When every requested entitlement is at its maximum, the request gets NoEntitlementsAllowedException.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.prepares(OPERATION, trial.borrowInput(LicenseArn, { Entitlements: [seats(3)] }));
      await trial.refuses(OPERATION, trial.borrowInput(LicenseArn), "NoEntitlementsAllowedException");
    },
  },
  {
    id: "borrow.partial",
    sentence:
      "When only a part of the request can be granted, it gets EntitlementNotAllowedException, which names the entitlement, and nothing is taken.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const Entitlements = [{ Name: "export", Unit: "None" }, seats(4)];
      const input = trial.borrowInput(LicenseArn, { Entitlements });
      const { exchange, message } = await trial.refuses(OPERATION, input, "EntitlementNotAllowedException");
      if (!message.includes("seats")) throw new BrokenClause(`The message does not name "seats": ${message}`, exchange);
      await expectSeatsInUse(trial, LicenseArn, 0, "After the request was refused");
    },
  },
  {
    id: "borrow.concurrent",
    sentence: "Of requests at the same moment, as many succeed as there are seats.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const requests = Array.from({ length: 8 }, () => trial.call(OPERATION, trial.borrowInput(LicenseArn)));
      const answers = await Promise.all(requests);
      const granted = answers.filter(({ output }) => output !== undefined).length;
      if (granted !== 3) throw new BrokenClause(`Of 8 requests for one of 3 seats, ${granted} succeeded.`);
      for (const answer of answers) {
        if (answer.error !== undefined) refusal(answer, OPERATION, "NoEntitlementsAllowedException");
      }
    },
  },
  {
    id: "borrow.unlimited",
    sentence: "An entitlement with MaxCount 0 has no limit, and one with Overage may exceed its maximum.",
    async check(trial) {
      for (const terms of [{ MaxCount: 0 }, { MaxCount: 1, Overage: true }]) {
        const Entitlements = [{ Name: "seats", Unit: "Count", AllowCheckIn: true, ...terms }];
        const LicenseArn = await trial.license({ Entitlements });
        textOf(await borrows(trial, LicenseArn, { Entitlements: [seats(1000)] }), "LicenseConsumptionToken");
      }
    },
  },
  {
    id: "borrow.unit",
    sentence: "An entitlement in a unit that is not the license's gets NoEntitlementsAllowedException.",
    async check(trial) {
      const Entitlements = [{ Name: "seats", Unit: "Gigabytes", Value: "1" }];
      const input = trial.borrowInput(await trial.license(), { Entitlements });
      await trial.refuses(OPERATION, input, "NoEntitlementsAllowedException");
    },
  },
  {
    id: "borrow.count",
    sentence: "A count that is no positive whole number gets InvalidParameterValueException.",
    async check(trial) {
      const LicenseArn = await trial.license();
      for (const count of ["0", "-1", "1.5", "many", ""]) {
        const input = trial.borrowInput(LicenseArn, { Entitlements: [seats(count)] });
        await trial.refuses(OPERATION, input, "InvalidParameterValueException");
      }
    },
  },
  {
    id: "borrow.duplicate-entitlement",
    sentence: "A request with the same entitlement twice gets InvalidParameterValueException.",
    async check(trial) {
      const input = trial.borrowInput(await trial.license(), { Entitlements: [seats(1), seats(1)] });
      await trial.refuses(OPERATION, input, "InvalidParameterValueException");
    },
  },
  {
    id: "borrow.not-borrowable",
    sentence: "A license without a BorrowConfiguration gets NoEntitlementsAllowedException.",
    async check(trial) {
      const ConsumptionConfiguration = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } };
      const input = trial.borrowInput(await trial.license({ ConsumptionConfiguration }));
      await trial.refuses(OPERATION, input, "NoEntitlementsAllowedException");
    },
  },
  {
    id: "borrow.validity",
    sentence: "A license outside of its validity gets NoEntitlementsAllowedException.",
    async check(trial) {
      const LicenseArn = await trial.license({ Validity: { Begin: dateIn(60), End: dateIn(120) } });
      await trial.refuses(OPERATION, trial.borrowInput(LicenseArn), "NoEntitlementsAllowedException");
    },
  },
  {
    id: "borrow.status",
    sentence: "A license that is not AVAILABLE gets NoEntitlementsAllowedException.",
    async check(trial) {
      const LicenseArn = await trial.license();
      await trial.prepares("CreateLicenseVersion", version(trial, LicenseArn, { Status: "SUSPENDED" }));
      await trial.refuses(OPERATION, trial.borrowInput(LicenseArn), "NoEntitlementsAllowedException");
    },
  },
  {
    id: "borrow.unknown-license",
    sentence: "A license that does not exist gets ResourceNotFoundException.",
    async check(trial) {
      await trial.refuses(OPERATION, trial.borrowInput(UNKNOWN_LICENSE), "ResourceNotFoundException");
    },
  },
];

export const RETURNS: readonly TriedClause[] = [
  {
    id: "return.gives-back",
    sentence: "CheckInLicense gives back what was borrowed, where the license allows early check-in.",
    async check(trial) {
      const { LicenseArn, LicenseConsumptionToken } = await borrowed(trial);
      await trial.succeeds("CheckInLicense", { LicenseConsumptionToken });
      await expectSeatsInUse(trial, LicenseArn, 0, "After the return");
    },
  },
  {
    id: "return.twice",
    sentence: "Returning what was returned succeeds and changes nothing.",
    async check(trial) {
      const { LicenseArn, LicenseConsumptionToken } = await borrowed(trial);
      await trial.prepares("CheckInLicense", { LicenseConsumptionToken });
      await trial.prepares(OPERATION, trial.borrowInput(LicenseArn));
      const before = await trial.seatsInUse(LicenseArn);
      await trial.succeeds("CheckInLicense", { LicenseConsumptionToken });
      await expectSeatsInUse(trial, LicenseArn, Number(before), "After the second return");
    },
  },
  {
    id: "return.too-early",
    sentence: "Returning what has to be kept (AllowEarlyCheckIn or AllowCheckIn is false) gets ConflictException.",
    async check(trial) {
      // As short as can be: these licenses are not deleted before.
      const MaxTimeToLiveInMinutes = 1;
      const terms = (AllowEarlyCheckIn: boolean, AllowCheckIn: boolean): object => ({
        ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn, MaxTimeToLiveInMinutes } },
        Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 3, AllowCheckIn }],
      });
      for (const each of [terms(false, true), terms(true, false)]) {
        const { LicenseConsumptionToken } = await borrowed(trial, each);
        await trial.refuses("CheckInLicense", { LicenseConsumptionToken }, "ConflictException");
      }
    },
  },
  {
    id: "return.unknown",
    sentence: "A consumption token that does not exist gets ResourceNotFoundException.",
    async check(trial) {
      const LicenseConsumptionToken = randomUUID();
      await trial.refuses("CheckInLicense", { LicenseConsumptionToken }, "ResourceNotFoundException");
    },
  },
];

/** Creates a license and borrows a seat of it. */
async function borrowed(
  trial: Trial,
  terms?: object,
): Promise<{ readonly LicenseArn: string; readonly LicenseConsumptionToken: string }> {
  const LicenseArn = await trial.license(terms);
  const output = await trial.prepares(OPERATION, trial.borrowInput(LicenseArn));
  return { LicenseArn, LicenseConsumptionToken: textOf(output, "LicenseConsumptionToken") };
}

function moment(output: JsonObject, member: string): number {
  const time = Date.parse(String(output[member]));
  if (Number.isNaN(time)) throw new BrokenClause(`${member} is ${JSON.stringify(output[member])}, which is no date.`);
  return time;
}
