import { join } from "node:path";
import { temporaryFolder } from "../../test/folders.js";
import { licenseModelContract } from "../../test/model/license-model-contract.js";
import { openStorage } from "./open-storage.js";

licenseModelContract(
  "SQLite",
  async () => {
    const database = join(temporaryFolder(), "licenses.sqlite");
    return [await openStorage({ database }), await openStorage({ database })];
  },
  30,
);
