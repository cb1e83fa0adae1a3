/** The addresses that clients connect to: one, or one of each family. */
export function vipsOf({
  vip,
  vip6,
}: {
  readonly vip: string;
  readonly vip6?: string | undefined;
}): string[] {
  return vip6 === undefined ? [vip] : [vip, vip6];
}
