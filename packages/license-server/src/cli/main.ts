#!/usr/bin/env node
// The rest is imported later on, because an older Node.js fails on its imports without saying why.
const major = Number(process.versions.node.split(".")[0]);
if (major >= 24) {
  // Who reads what is printed may have seen enough of it, as `head` has.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const { run } = await import("./program.js");
  process.exitCode = await run(process.argv.slice(2));
} else {
  console.error(`borrow-license: Node.js 24 or newer is needed, and this is ${process.versions.node}.`);
  process.exitCode = 1;
}

export {};
