import { randomUUID } from "node:crypto";
import type { JsonObject } from "../server/exchange.js";
import { BrokenClause, type TriedClause } from "../suite/clause.js";
import { objectIn, seats, type Trial, textOf } from "../suite/trial.js";
import { expectMembers } from "./licenses.js";

const PROVISIONAL = {
  ConsumptionConfiguration: { RenewType: "None", ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
};

/** Terms that do not limit the time of a checkout. */
const UNLIMITED = { ConsumptionConfiguration: { RenewType: "None" } };

/** Creates a license that is checked out with a connection, and answers the request for a seat of it. */
async function checkoutInput(trial: Trial, change: object = {}, terms: object = PROVISIONAL): Promise<JsonObject> {
  const LicenseArn = await trial.license(terms);
  const License = objectIn(await trial.prepares("GetLicense", { LicenseArn }), "License");
  return {
    ProductSKU: License["ProductSKU"],
    CheckoutType: "PROVISIONAL",
    KeyFingerprint: textOf(objectIn(License, "Issuer"), "KeyFingerprint"),
    Entitlements: [seats(1)],
    ClientToken: randomUUID(),
    ...change,
  };
}

async function checkedOut(trial: Trial): Promise<JsonObject> {
  return trial.prepares("CheckoutLicense", await checkoutInput(trial));
}

export const CHECKOUTS: readonly TriedClause[] = [
  {
    id: "checkout.provisional",
    sentence:
      "CheckoutLicense finds the license by ProductSKU and KeyFingerprint and grants a provisional checkout, which expires.",
    async check(trial) {
      const output = await trial.succeeds("CheckoutLicense", await checkoutInput(trial));
      expectMembers(output, { CheckoutType: "PROVISIONAL", EntitlementsAllowed: [seats(1)] }, "CheckoutLicense");
      const minutes = (Date.parse(String(output["Expiration"])) - Date.parse(String(output["IssuedAt"]))) / 60_000;
      if (!(Math.abs(minutes - 60) < 0.05)) throw new BrokenClause(`The checkout lasts ${minutes} minutes, not 60.`);
    },
  },
  {
    id: "checkout.perpetual",
    sentence:
      "A perpetual checkout, of a license without a BorrowConfiguration and a ProvisionalConfiguration, has no expiration.",
    async check(trial) {
      const input = await checkoutInput(trial, { CheckoutType: "PERPETUAL" }, UNLIMITED);
      const output = await trial.succeeds("CheckoutLicense", input);
      textOf(output, "LicenseConsumptionToken");
      if (output["Expiration"] !== undefined) throw new BrokenClause(`It expires at ${output["Expiration"]}.`);
    },
  },
  {
    id: "checkout.unknown-product",
    sentence: "A product without a license gets ResourceNotFoundException.",
    async check(trial) {
      const input = await checkoutInput(trial, { ProductSKU: `none-${randomUUID()}` });
      await trial.refuses("CheckoutLicense", input, "ResourceNotFoundException");
    },
  },
  {
    id: "checkout.idempotent",
    sentence: "The same CheckoutLicense request with the same ClientToken is answered as before.",
    async check(trial) {
      const input = await checkoutInput(trial);
      const first = await trial.prepares("CheckoutLicense", input);
      textOf(first, "LicenseConsumptionToken");
      expectMembers(await trial.succeeds("CheckoutLicense", input), first, "The repeated CheckoutLicense");
    },
  },
  {
    id: "checkout.extend",
    sentence:
      "ExtendLicenseConsumption answers the checkout's token and an expiration that is not earlier than before.",
    async check(trial) {
      const checkout = await checkedOut(trial);
      const LicenseConsumptionToken = textOf(checkout, "LicenseConsumptionToken");
      const Expiration = textOf(checkout, "Expiration");
      const output = await trial.succeeds("ExtendLicenseConsumption", { LicenseConsumptionToken });
      expectMembers(output, { LicenseConsumptionToken }, "ExtendLicenseConsumption");
      if (!(Date.parse(String(output["Expiration"])) >= Date.parse(Expiration))) {
        throw new BrokenClause(`It expires at ${output["Expiration"]}; it was ${Expiration} before.`);
      }
    },
  },
  {
    id: "checkout.extend-borrowed",
    sentence: "Extending what was borrowed gets InvalidParameterValueException: it is borrowed again.",
    async check(trial) {
      const LicenseArn = await trial.license();
      const borrow = await trial.prepares("CheckoutBorrowLicense", trial.borrowInput(LicenseArn));
      const LicenseConsumptionToken = textOf(borrow, "LicenseConsumptionToken");
      await trial.refuses("ExtendLicenseConsumption", { LicenseConsumptionToken }, "InvalidParameterValueException");
    },
  },
  {
    id: "checkout.extend-unknown",
    sentence: "Extending a checkout that does not exist gets ResourceNotFoundException.",
    async check(trial) {
      const input = { LicenseConsumptionToken: randomUUID() };
      await trial.refuses("ExtendLicenseConsumption", input, "ResourceNotFoundException");
    },
  },
];
