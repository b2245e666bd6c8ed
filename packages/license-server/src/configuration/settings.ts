import * as v from "valibot";
import { parseListenAddress } from "../http/listen-address.js";
import { hasPassword, isPostgresUrl, withoutPassword } from "../storage/database/postgres-url.js";
import type { SettingTable } from "./setting.js";
import { numberFromText, switchFromText, tableFromText, tableOf } from "./setting-forms.js";

/** What can be configured, by the names that a configuration file has. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  /** The URL of a PostgreSQL database. */
  readonly database?: string;
  readonly databasePassword?: string;
  readonly account: string;
  readonly region: string;
  readonly peers: Readonly<Record<string, string>>;
  readonly logLevel: LogLevel;
  /** `host:port`. */
  readonly metricsListen?: string;
  readonly drainDelaySeconds: number;
  readonly drainTimeoutSeconds: number;
  readonly rateLimits: Readonly<Record<string, string>>;
  readonly tlsCertificate?: string;
  readonly tlsKey?: string;
  readonly dev: boolean;
  readonly devHosts?: string;
  readonly devSigningKey?: string;
  readonly encryptionKey?: string;
}

/** How much is logged, from nothing but what ends the server to everything. */
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3600));
const SECONDS_REMEDY = "Give a whole number of seconds, up to 3600.";

const RATE = /^[1-9][0-9]{0,6}(?:\/[0-9]{1,7})?$/;

const REGION = /^[a-z0-9-]{1,63}$/;

const isEndpoint = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);

/**
 * Every setting, in the order in which help texts have them. A new one is a member of {@link Settings} and an entry
 * here. `serve` takes them all; other commands name those that they take.
 */
export const SETTINGS: SettingTable<Settings> = {
  port: {
    description: "port to listen on; 0 takes a free one",
    placeholder: "<number>",
    schema: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
    fromText: numberFromText,
    remedy: "Give a whole number from 1 to 65535, or 0 for a free port.",
    default: 4010,
  },
  host: {
    description: "address to listen on",
    placeholder: "<address>",
    schema: v.pipe(v.string(), v.regex(/^\S+$/)),
    remedy: "Give an address of this machine, such as 127.0.0.1.",
    default: "127.0.0.1",
  },
  data: {
    description: "folder of the database and its encryption key",
    placeholder: "<folder>",
    schema: v.pipe(v.string(), v.regex(/\S/)),
    remedy: "Name a folder, or leave the option out.",
    default: "borrow-license-data",
  },
  database: {
    description: "URL of a PostgreSQL database for the licenses, in place of the one in the data folder",
    placeholder: "<url>",
    schema: v.pipe(v.string(), v.check(isPostgresUrl)),
    remedy: "Give a URL such as postgres://user@db.example.com:5432/licenses.",
    shown: withoutPassword,
    flagRefusal: (url) =>
      hasPassword(url)
        ? "The URL of --database has a password, which everybody on this machine can see. Leave it out there, and give it " +
          "with --database-password-file or in BORROW_LICENSE_DATABASE_PASSWORD, or the URL in BORROW_LICENSE_DATABASE."
        : undefined,
  },
  databasePassword: {
    description: "password of that database, in place of PGPASSWORD or of the file of PGPASSFILE",
    placeholder: "<text>",
    schema: v.pipe(v.string(), v.minLength(1)),
    remedy: "Give the password alone.",
    secret: true,
  },
  account: {
    description: "account of the licenses",
    placeholder: "<digits>",
    schema: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)),
    remedy: 'Give 12 digits, such as 123456789012; in a file in quotes, "123456789012".',
    default: "000000000000",
  },
  region: {
    description: "region that the server serves",
    placeholder: "<name>",
    schema: v.pipe(v.string(), v.regex(REGION)),
    remedy: "Give lower-case letters, digits and hyphens, such as us-east-1.",
    default: "us-east-1",
  },
  peers: {
    description: "server of another region; can be repeated",
    flag: "peer",
    placeholder: "<region=url>",
    schema: tableOf(v.pipe(v.string(), v.regex(REGION)), v.pipe(v.string(), v.check(isEndpoint))),
    fromText: tableFromText,
    remedy: "Give a region and an endpoint, such as eu-west-1=https://licenses.example.com.",
    default: {},
  },
  logLevel: {
    description: `least level to log: ${LOG_LEVELS.join(", ")}`,
    placeholder: "<level>",
    schema: v.picklist(LOG_LEVELS),
    values: LOG_LEVELS,
    remedy: `Give ${LOG_LEVELS.slice(0, -1).join(", ")} or ${LOG_LEVELS.at(-1)}.`,
    default: "info",
  },
  metricsListen: {
    description: "address of its own for /metrics; without it they are at the server's, on the loopback interface only",
    placeholder: "<host:port>",
    schema: v.pipe(
      v.string(),
      v.check((text) => parseListenAddress(text) !== undefined),
    ),
    remedy: "Give an address of this machine and a port, such as 127.0.0.1:9410 or [::1]:9410.",
  },
  drainDelaySeconds: {
    description: "how long to go on when stopped while /readyz answers 503, for load balancers to notice",
    placeholder: "<seconds>",
    schema: seconds,
    fromText: numberFromText,
    remedy: SECONDS_REMEDY,
    default: 0,
  },
  drainTimeoutSeconds: {
    description: "how long requests may take that are not finished then",
    placeholder: "<seconds>",
    schema: seconds,
    fromText: numberFromText,
    remedy: SECONDS_REMEDY,
    default: 10,
  },
  rateLimits: {
    description: "calls a second of an account, and how many more at once, by operation or *; can be repeated",
    flag: "rate-limit",
    placeholder: "<operation=rate/burst>",
    schema: tableOf(v.pipe(v.string(), v.regex(/^(?:\*|[A-Za-z]{1,64})$/)), v.pipe(v.string(), v.regex(RATE))),
    fromText: tableFromText,
    remedy: "Give an operation or * and whole numbers, such as CheckoutBorrowLicense=50/100.",
    default: {},
  },
  tlsCertificate: {
    description: "file of the TLS certificate and those above it, in PEM; read again when it changes",
    placeholder: "<file>",
    schema: v.pipe(v.string(), v.regex(/\S/)),
    remedy: "Name a file.",
  },
  tlsKey: {
    description: "file of the certificate's private key, in PEM",
    placeholder: "<file>",
    schema: v.pipe(v.string(), v.regex(/\S/)),
    remedy: "Name a file.",
  },
  dev: {
    description: "for development: accept any credentials, keep everything in memory, on this machine only",
    schema: v.boolean(),
    fromText: switchFromText,
    remedy: "Give true or false.",
    default: false,
  },
  devHosts: {
    description: "names in place of localhost by which a development server may be called, with commas",
    placeholder: "<names>",
    schema: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.-]+(?:,[A-Za-z0-9.-]+)*$/)),
    remedy: "Give names of hosts, such as licenses.test,other.test.",
  },
  devSigningKey: {
    description: "for development: text that the signing key is made of, the same one for the same text",
    placeholder: "<text>",
    schema: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
    remedy: "Give any text, which is no secret: whoever knows it has the key.",
  },
  encryptionKey: {
    description:
      "key that secrets in the database are encrypted with, in place of the data folder's: 32 bytes in base64",
    placeholder: "<base64>",
    schema: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/)),
    remedy: "Give 32 random bytes in base64.",
    secret: true,
  },
};

/** A setting's name. */
export type SettingName = keyof Settings;

/** The names of all settings. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(SETTINGS) as SettingName[];
