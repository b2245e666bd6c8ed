// One process, one import: prints how many milliseconds it took.
const [client = ""] = process.argv.slice(2);
const start = performance.now();
await import(client);
console.log(performance.now() - start);
