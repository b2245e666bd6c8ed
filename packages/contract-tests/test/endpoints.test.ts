import * as aws from "@aws-sdk/client-license-manager";
import * as own from "@borrow-license/client";
import * as small from "@borrow-license/client/fetch";
import { describe, expect, it } from "vitest";

/** The generated client finds the endpoints that the AWS client finds, and refuses what it refuses. */

const REGIONS = [
  "us-east-1",
  "eu-central-1",
  "ap-southeast-2",
  "us-gov-west-1",
  "cn-north-1",
  "us-iso-east-1",
  "nowhere-1",
];
const VARIANTS = [
  { UseFIPS: false, UseDualStack: false },
  { UseFIPS: true, UseDualStack: false },
  { UseFIPS: false, UseDualStack: true },
  { UseFIPS: true, UseDualStack: true },
];

const CREDENTIALS = { accessKeyId: "id", secretAccessKey: "secret" };
const ownClient = new own.LicenseManagerClient({ region: "us-east-1", credentials: CREDENTIALS });
const awsClient = new aws.LicenseManagerClient({ region: "us-east-1", credentials: CREDENTIALS });

type EndpointParameters = Parameters<typeof ownClient.config.endpointProvider>[0];

/** The endpoint's URL, or the text of the refusal. */
function outcome(resolve: () => { readonly url: URL }): string {
  try {
    return resolve().url.href;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Where the fetch client sends a request, or the text of the refusal. */
async function sentTo(settings: small.ClientSettings): Promise<string> {
  let sent = "";
  const fetch = async (url: string): Promise<Response> => {
    sent = url;
    return new Response("{}");
  };
  const client = new small.LicenseManagerClient({ credentials: CREDENTIALS, ...settings, environment: { fetch } });
  const failed = await client.send(new small.ListLicensesCommand({})).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return failed ?? sent;
}

function both(parameters: EndpointParameters): readonly [string, string] {
  return [
    outcome(() => ownClient.config.endpointProvider(parameters)),
    outcome(() => awsClient.config.endpointProvider(parameters)),
  ];
}

describe("endpoints", () => {
  for (const Region of REGIONS) {
    for (const variant of VARIANTS) {
      it(`are the AWS client's in ${Region} with ${JSON.stringify(variant)}`, () => {
        const [ours, theirs] = both({ Region, ...variant });
        expect(ours).toBe(theirs);
      });
    }
  }

  it.each([...REGIONS, "eusc-de-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "ca-west-1"])(
    "of the fetch client are the AWS client's in %s",
    async (region) => {
      for (const { UseDualStack, UseFIPS } of VARIANTS) {
        const sent = await sentTo({ region, useDualstackEndpoint: UseDualStack, useFipsEndpoint: UseFIPS });
        expect(sent).toBe(both({ Region: region, UseDualStack, UseFIPS })[1]);
      }
    },
  );

  it("of the fetch client refuse what the AWS client refuses", async () => {
    const endpoint = "http://127.0.0.1:4010/";
    expect(await sentTo({ region: "us-east-1", endpoint })).toBe(endpoint);
    expect(await sentTo({ region: "us-east-1", endpoint, useFipsEndpoint: true })).toBe(
      both({ Endpoint: endpoint, UseFIPS: true })[1],
    );
    expect(await sentTo({ region: "us-east-1", endpoint, useDualstackEndpoint: true })).toBe(
      both({ Endpoint: endpoint, UseDualStack: true })[1],
    );
    expect(await sentTo({})).toBe("Invalid Configuration: Missing Region");
  });

  it("are the caller's own where there is one", () => {
    expect(both({ Region: "us-east-1", Endpoint: "http://127.0.0.1:4010/" })).toEqual([
      "http://127.0.0.1:4010/",
      "http://127.0.0.1:4010/",
    ]);
  });

  it.each([{ UseFIPS: true }, { UseDualStack: true }])("of the caller's own refuse %j", (variant) => {
    const [ours, theirs] = both({ Endpoint: "http://127.0.0.1:4010/", ...variant });
    expect(ours).toMatch(/^Invalid Configuration: (FIPS|Dualstack) and custom endpoint are not supported$/);
    expect(ours).toBe(theirs);
  });

  it("need a region", () => {
    const [ours, theirs] = both({});
    expect(ours).toBe("Invalid Configuration: Missing Region");
    expect(theirs).toBe(ours);
  });

  it("are those that the public documentation names", () => {
    expect(both({ Region: "eu-central-1" })[0]).toBe("https://license-manager.eu-central-1.amazonaws.com/");
    expect(both({ Region: "us-east-1", UseFIPS: true })[0]).toBe(
      "https://license-manager-fips.us-east-1.amazonaws.com/",
    );
    expect(both({ Region: "cn-north-1" })[0]).toBe("https://license-manager.cn-north-1.amazonaws.com.cn/");
  });
});
