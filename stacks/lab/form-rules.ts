/** What is wrong with a lab file before its meaning is looked at, by the names in its errors, and what each asks for. */
export const FORM_RULES: Readonly<Record<string, string>> = {
  yaml: "A lab file is a YAML 1.2 mapping of at most 1 MiB, with unique keys and without tags of its own.",
  "too-big":
    "The parts of a lab are counted before it is expanded, so that a slip like `count: 90000` costs nothing.",
  "unknown-key": "A key that the schema does not know would be passed over in silence, so it is an error.",
  "missing-key": "What has no default must be written.",
  "bad-value": "A value has the form that its key asks for.",
  "bad-name": "A name becomes part of host names, interface names and file names, so it is short and plain.",
  "host-number":
    "An address such as `edge.100` is that host of a segment's prefix, so the prefix must have so many.",
  "site-full": "The segments of a site are carved out of the site's prefix, so all of them must fit in.",
  "break-same": "A break that changes nothing cannot make a check fail.",
  "change-same": "A fault of kind `change` that changes nothing shows nothing.",
};
