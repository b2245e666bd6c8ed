// What these benchmarks share with those of the other packages.
export { type Benchmarks, type Result, runBenchmarks } from "@borrow-license/bench/report";
export { median, quantile } from "@borrow-license/bench/statistics";
