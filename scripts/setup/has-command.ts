import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Whether a command is on the PATH, or where root's commands are; an ordinary user's PATH leaves these out. */
export async function hasCommand(name: string): Promise<boolean> {
  const places = (process.env.PATH ?? "").split(delimiter).concat("/usr/sbin", "/sbin");
  const found = await Promise.all(
    places.map((folder) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
