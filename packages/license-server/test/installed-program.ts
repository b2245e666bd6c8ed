import { fileURLToPath } from "node:url";

/** The program as it is installed. */
export const PROGRAM: string = fileURLToPath(new URL("../dist/program/main.js", import.meta.url));
