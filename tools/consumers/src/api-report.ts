import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from "@microsoft/api-extractor";
import { type EntryPoint, entryPointsOf } from "../../rehearsals/src/entry-points.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** An entry point of a package: what can be imported, its declarations, and the committed report of them. */
export interface ReportedEntryPoint extends EntryPoint {
  readonly packageFolder: string;
  readonly reportFile: string;
}

/** The folder of a package's reports, a file for each entry point. */
export function reportFolder(packageFolder: string): string {
  return join(packageFolder, "api");
}

/** Every entry point that people can import from the packages of that name. */
export function entryPoints(packages: readonly string[]): readonly ReportedEntryPoint[] {
  return packages.flatMap((name) => {
    const packageFolder = join(WORKSPACE, "packages", name);
    return entryPointsOf(packageFolder).map((point) => ({
      ...point,
      packageFolder,
      reportFile: `${point.name}.api.md`,
    }));
  });
}

/**
 * Compares an entry point's public declarations with the committed report of them.
 *
 * @param update writes the report where it differs
 * @returns whether it differed
 */
export function reportDiffers(
  { packageFolder, declarations, reportFile }: ReportedEntryPoint,
  update: boolean,
): boolean {
  const reports = reportFolder(packageFolder);
  // Below the package, so that what the declarations import is found.
  const scratch = mkdtempSync(join(packageFolder, "dist", "api-report-"));
  try {
    mkdirSync(reports, { recursive: true });
    const copy = join(scratch, "declarations");
    copyDeclarations(join(packageFolder, "dist"), copy, scratch);
    const entry = join(copy, relative(join(packageFolder, "dist"), declarations));
    const result = Extractor.invoke(configuration(packageFolder, entry, reportFile, reports, scratch), {
      localBuild: update,
      messageCallback: (message) => {
        message.logLevel = ExtractorLogLevel.None;
        message.handled = true;
      },
    });
    return result.apiReportChanged || !existsSync(join(reports, reportFile));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** API Extractor cannot read `var`, which upstream's generator declares schemas with. To a reader it is a constant. */
function copyDeclarations(from: string, to: string, except: string): void {
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    const path = join(from, file);
    if (!file.endsWith(".d.ts") || path.startsWith(except)) continue;
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(
      join(to, file),
      readFileSync(path, "utf8").replace(/^export declare var /gm, "export declare const "),
    );
  }
}

function configuration(
  packageFolder: string,
  declarations: string,
  reportFileName: string,
  reportFolder: string,
  reportTempFolder: string,
): ExtractorConfig {
  const configObject: IConfigFile = {
    projectFolder: packageFolder,
    mainEntryPointFilePath: declarations,
    newlineKind: "lf",
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          strict: true,
          module: "nodenext",
          target: "es2023",
          lib: ["es2023", "dom"],
          types: ["node"],
        },
        files: [declarations],
      },
      // The libraries that a package stands on have their own reviews.
      skipLibCheck: true,
    },
    apiReport: {
      enabled: true,
      reportFileName: reportFileName.replace(/\.api\.md$/, ""),
      reportFolder,
      reportTempFolder,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
  };
  return ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(packageFolder, "package.json"),
  });
}

/** Reports of entry points that no longer exist. */
export function staleReports(points: readonly ReportedEntryPoint[]): readonly string[] {
  const folders = new Set(points.map(({ packageFolder }) => packageFolder));
  return [...folders].flatMap((folder) => {
    const expected = new Set(points.filter((point) => point.packageFolder === folder).map((point) => point.reportFile));
    const found = existsSync(reportFolder(folder)) ? readdirSync(reportFolder(folder)) : [];
    return found.filter((file) => !expected.has(file)).map((file) => join(reportFolder(folder), file));
  });
}
