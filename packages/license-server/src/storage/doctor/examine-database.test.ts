import { examinationContract } from "../../../test/examination-contract.js";
import { openStorage } from "../open-storage.js";

examinationContract("SQLite", () => openStorage({ database: ":memory:" }));
