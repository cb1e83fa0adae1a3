// Debian policy, section 5.6.7: lower case letters, digits, plus, minus and full stop; at least two characters.
const PACKAGE_NAME = /^[a-z0-9][a-z0-9+.-]+$/;

/** The packages of templates/node/packages.txt in their order, `#` begins a comment; throws on what is no package name and on a name given twice. */
export function parsePackageList(text: string): string[] {
  const names = text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  for (const [index, name] of names.entries()) {
    if (!PACKAGE_NAME.test(name))
      throw new Error(`package list: \`${name}\` is not the name of a Debian package`);
    if (names.indexOf(name) !== index) throw new Error(`package list: \`${name}\` is listed twice`);
  }
  return names;
}
