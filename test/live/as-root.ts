import test from "ava";

/** Declares a live test: it builds real labs, so it needs root; without it the test is skipped, and counted as skipped. */
export const asRoot = process.getuid?.() === 0 ? test.serial : test.serial.skip;
