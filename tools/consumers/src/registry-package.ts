import { createPackageFromTarballData, type Package } from "@arethetypeswrong/core";

/** A package as it lies in the registry. */
export interface RegistryPackage {
  readonly name: string;
  readonly version: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The names of its files, from the package's root, sorted. */
  readonly files: readonly string[];
  /** Reads one of its files. */
  read(file: string): string;
  /** The package as `@arethetypeswrong/core` takes it. */
  readonly forTypeChecks: Package;
  readonly tarball: ArrayBuffer;
}

/** Downloads a package of the scope from the registry. */
export async function registryPackage(registryUrl: string, name: string): Promise<RegistryPackage> {
  const description = (await (await fetch(`${registryUrl}${name.replace("/", "%2f")}`)).json()) as {
    "dist-tags": { latest: string };
    versions: Record<string, { dist: { tarball: string } }>;
  };
  const version = description["dist-tags"].latest;
  const address = description.versions[version]?.dist.tarball;
  if (address === undefined) throw new Error(`The registry has no ${name}.`);
  const tarball = await (await fetch(address)).arrayBuffer();
  const content = createPackageFromTarballData(new Uint8Array(tarball));
  const root = `/node_modules/${name}`;
  const read = (file: string): string => content.readFile(`${root}/${file}`);
  return {
    name,
    version,
    manifest: JSON.parse(read("package.json")),
    files: content
      .listFiles(root)
      .map((file) => file.slice(root.length + 1))
      .sort(),
    read,
    forTypeChecks: content,
    tarball,
  };
}
