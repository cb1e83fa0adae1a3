import { INSTRUCTIONS } from "../plan/boot-script.ts";

/** Where a planned file lies until the container starts: `/etc/nginx/nginx.conf` as `/usr/lib/tierlab/etc-nginx-nginx.conf`. */
export function stagedPath(path: string): string {
  return `${INSTRUCTIONS}/${path.slice(1).replaceAll("/", "-")}`;
}
