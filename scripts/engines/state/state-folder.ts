/** Where records and locks lie; tests have one of their own. */
export function stateFolder(): string {
  return process.env.TIERLAB_STATE ?? "/run/tierlab/labs";
}
