// Live tests build real labs as root, one at a time; unit tests need neither root nor a machine's state.
const live = process.env.TIERLAB_TEST === "live";

export default {
  extensions: { ts: "module" },
  nodeArguments: ["--import=tsx"],
  // tsx registers itself in processes only.
  workerThreads: false,
  files: live ? ["test/live/**/*.test.ts"] : ["test/**/*.test.ts", "!test/live/**"],
  ...(live ? { concurrency: 1, timeout: "10m" } : { timeout: "2m" }),
};
