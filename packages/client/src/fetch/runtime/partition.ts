/** Where regions of one kind have their endpoints. */
export interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  readonly supportsFIPS: boolean;
  readonly supportsDualStack: boolean;
}

/** Name of the partition, beginning of its regions' names, suffixes of its hosts. */
const PARTITIONS: readonly (readonly [string, string, string, string])[] = [
  ["aws-cn", "cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["aws-eusc", "eusc-de", "amazonaws.eu", "api.amazonwebservices.eu"],
  ["aws-iso", "us-iso", "c2s.ic.gov", "api.aws.ic.gov"],
  ["aws-iso-b", "us-isob", "sc2s.sgov.gov", "api.aws.scloud"],
  ["aws-iso-e", "eu-isoe", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  ["aws-iso-f", "us-isof", "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  ["aws-us-gov", "us-gov", "amazonaws.com", "api.aws"],
];

/**
 * The partition of a region: the first one for a region that none of the others has.
 *
 * @see https://smithy.io/2.0/aws/rules-engine/library-functions.html#aws-partition-function
 */
export function partition(region: string): Partition {
  const found = PARTITIONS.find(
    ([id, prefix]) => region === `${id}-global` || new RegExp(`^${prefix}-\\w+-\\d+$`).test(region),
  );
  const [name, , dnsSuffix, dualStackDnsSuffix] = found ?? ["aws", "", "amazonaws.com", "api.aws"];
  return { name, dnsSuffix, dualStackDnsSuffix, supportsFIPS: true, supportsDualStack: true };
}
