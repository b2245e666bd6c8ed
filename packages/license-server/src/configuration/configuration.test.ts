import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { ConfigurationInvalidError } from "../license-server-error.js";
import { type Configuration, type ConfigurationInput, readConfiguration } from "./configuration.js";
import { configurationText, shownConfiguration } from "./print-configuration.js";
import type { SettingTable } from "./setting.js";
import { numberFromText, switchFromText, tableFromText, tableOf } from "./setting-forms.js";

interface Lamp {
  readonly brightness: number;
  readonly isOn: boolean;
  readonly colors: Readonly<Record<string, string>>;
  readonly owner?: string;
  readonly code?: string;
  readonly address?: string;
}

const LAMP: SettingTable<Lamp> = {
  brightness: {
    description: "how bright it is",
    placeholder: "<percent>",
    schema: v.pipe(v.number(), v.maxValue(100)),
    fromText: numberFromText,
    remedy: "Give a number up to 100.",
    default: 50,
  },
  isOn: {
    description: "whether it is on",
    schema: v.boolean(),
    fromText: switchFromText,
    remedy: "Give true or false.",
    default: false,
  },
  colors: {
    description: "colors of parts",
    flag: "color",
    placeholder: "<part=color>",
    schema: tableOf(v.string(), v.string()),
    fromText: tableFromText,
    remedy: "Give a part and a color.",
    default: {},
  },
  owner: { description: "whose it is", placeholder: "<name>", schema: v.string(), remedy: "Give a name." },
  code: { description: "code", schema: v.pipe(v.string(), v.minLength(4)), remedy: "Give 4 signs.", secret: true },
  address: {
    description: "where it is",
    placeholder: "<url>",
    schema: v.pipe(v.string(), v.url()),
    remedy: "Give a URL.",
    shown: (address) => new URL(address).host,
  },
};

const NAMES = ["brightness", "isOn", "colors", "owner", "code", "address"] as const;

function read(input: Partial<ConfigurationInput>): Promise<Configuration<Lamp>> {
  return readConfiguration(LAMP, NAMES, { flags: new Map(), environment: {}, ...input });
}

async function problems(input: Partial<ConfigurationInput>): Promise<readonly string[]> {
  const error: unknown = await read(input).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigurationInvalidError);
  return (error as ConfigurationInvalidError).problems;
}

function file(content: string, name = "lamp.yaml"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

describe("a configuration", () => {
  it("has the defaults where nobody says anything", async () => {
    const { sources, values } = await read({});
    expect(values).toEqual({ brightness: 50, isOn: false, colors: {} });
    expect(sources.get("brightness")).toBe("default");
  });

  it("takes a file before the default, the environment before the file, and a flag before all", async () => {
    const path = file("brightness: 10\nowner: Ada\nisOn: true\n");
    const environment = { BORROW_LICENSE_BRIGHTNESS: "20", BORROW_LICENSE_OWNER: "Grace" };
    const { sources, values } = await read({ file: path, environment, flags: new Map([["brightness", 30]]) });
    expect(values).toEqual({ brightness: 30, isOn: true, colors: {}, owner: "Grace" });
    expect([...sources]).toEqual([
      ["brightness", "flag"],
      ["isOn", "file"],
      ["colors", "default"],
      ["owner", "environment"],
      ["code", "default"],
      ["address", "default"],
    ]);
  });

  it("takes the file that the environment names, and the one of a flag before that", async () => {
    const environment = { BORROW_LICENSE_CONFIG: file("owner: Grace") };
    expect((await read({ environment })).values.owner).toBe("Grace");
    expect((await read({ environment, file: file("owner: Ada") })).values.owner).toBe("Ada");
  });

  it("reads JSON from a file of that name", async () => {
    const path = file('{"colors": {"shade": "red"}}', "lamp.JSON");
    expect((await read({ file: path })).values.colors).toEqual({ shade: "red" });
  });

  it("reads numbers, switches and tables from the environment", async () => {
    const environment = {
      BORROW_LICENSE_BRIGHTNESS: "7",
      BORROW_LICENSE_IS_ON: "true",
      BORROW_LICENSE_COLORS: "shade=red, foot=a=b",
    };
    expect((await read({ environment })).values).toMatchObject({
      brightness: 7,
      isOn: true,
      colors: { shade: "red", foot: "a=b" },
    });
  });

  it("takes an empty variable as none", async () => {
    const environment = { BORROW_LICENSE_BRIGHTNESS: "", BORROW_LICENSE_CODE_FILE: "", BORROW_LICENSE_CONFIG: "" };
    expect((await read({ environment })).values.brightness).toBe(50);
  });

  it("holds only what was asked for, of a file that serves other commands too", async () => {
    const input = { flags: new Map(), environment: {}, file: file("owner: Ada\nbrightness: 3") };
    expect((await readConfiguration(LAMP, ["owner"], input)).values).toEqual({ owner: "Ada" });
  });

  it("names every unknown member and every bad value at once, each with what to do", async () => {
    const path = file('brigthness: 1\n__proto__: 2\nisOn: "yes"\ncolors: [red]\n');
    expect(await problems({ file: path, environment: { BORROW_LICENSE_BRIGHTNESS: "101" } })).toEqual([
      `The configuration file ${path} has an unknown member "brigthness". Did you mean brightness?`,
      `The configuration file ${path} has an unknown member "__proto__". Leave it out. There are: ` +
        "brightness, isOn, colors, owner, code, codeFile, address.",
      "The environment variable BORROW_LICENSE_BRIGHTNESS is 101. Give a number up to 100.",
      `The configuration file's member isOn is "yes". Give true or false.`,
      `The configuration file's member colors is ["red"]. Give a part and a color.`,
    ]);
  });

  it("warns of variables that look like settings and are none", async () => {
    const environment = { BORROW_LICENSE_BRIGHTNES: "1", BORROW_LICENSE_SERVICE_HOST: "10.0.0.1", OTHER: "" };
    expect((await read({ environment })).warnings).toEqual([
      "The environment variable BORROW_LICENSE_BRIGHTNES is no setting. Did you mean BORROW_LICENSE_BRIGHTNESS?",
      "The environment variable BORROW_LICENSE_SERVICE_HOST is no setting. It has no effect.",
    ]);
  });
});

describe("a configuration file", () => {
  it("may be empty", async () => {
    expect((await read({ file: file("# nothing\n") })).values.brightness).toBe(50);
  });

  it("that cannot be read is named", async () => {
    expect(await problems({ file: "/does/not/exist.yaml" })).toEqual([
      "The configuration file /does/not/exist.yaml cannot be read: ENOENT. Name a file that exists and that this user can read.",
    ]);
  });

  it("that is broken is named with the line, and not quoted, because it may hold a secret", async () => {
    const yaml = file("owner: Ada\ncode: 'secret\n");
    expect(await problems({ file: yaml })).toEqual([
      `The configuration file ${yaml} is no YAML in line 3. Mend it there.`,
    ]);
    const json = file('{"code": "secret', "lamp.json");
    expect(await problems({ file: json })).toEqual([
      `The configuration file ${json} is no JSON. Mend it, or give it a name that ends in .yaml.`,
    ]);
  });

  it("that names a member twice is broken", async () => {
    const yaml = file("owner: Ada\nowner: Grace\n");
    expect(await problems({ file: yaml })).toEqual([
      `The configuration file ${yaml} is no YAML in line 2. Mend it there.`,
    ]);
  });

  it.each(["- owner", "owner", "3"])("that holds %j holds no members", async (content) => {
    const yaml = file(content);
    expect(await problems({ file: yaml })).toEqual([
      `The configuration file ${yaml} holds no members. Give settings by name, such as port: 4010.`,
    ]);
  });
});

describe("a secret", () => {
  it.each([
    ["a flag's file", (path: string) => ({ flags: new Map([["code", path]]) })],
    ["the environment's file", (path: string) => ({ environment: { BORROW_LICENSE_CODE_FILE: path } })],
    ["the environment", () => ({ environment: { BORROW_LICENSE_CODE: "top secret" } })],
    ["a file that the configuration file names", (path: string) => ({ file: file(`codeFile: ${path}`) })],
    ["the configuration file", () => ({ file: file("code: top secret") })],
  ])("is read from %s", async (_where, input) => {
    expect((await read(input(file("top secret\n", "code")))).values.code).toBe("top secret");
  });

  it("is not in the message when it is a bad one", async () => {
    expect(await problems({ environment: { BORROW_LICENSE_CODE: "abc" } })).toEqual([
      "The environment variable BORROW_LICENSE_CODE is (hidden). Give 4 signs.",
    ]);
    expect(await problems({ flags: new Map([["address", "http://me:word@"]]) })).toEqual([
      "The flag's value is (hidden). Give a URL.",
    ]);
  });

  it("is hidden when the configuration is printed, and the rest is a configuration file again", async () => {
    const environment = { BORROW_LICENSE_CODE: "top secret", BORROW_LICENSE_ADDRESS: "http://me:word@host/" };
    const configuration = await read({ environment, flags: new Map([["colors", { shade: "red" }]]) });
    const printed = configurationText(LAMP, configuration);
    expect(printed).toBe(
      [
        "brightness: 50 # default",
        "isOn: false # default",
        'colors: {"shade":"red"} # flag',
        "# owner: not set",
        "# code: (hidden) (environment)",
        'address: "host" # environment',
        "",
      ].join("\n"),
    );
    expect(JSON.stringify(shownConfiguration(LAMP, configuration))).not.toMatch(/secret|word/);
  });
});
