/** What to do where this kernel lacks modules: a container has its machine's kernel, and cannot load them itself. */
export function loadModules(...names: readonly [string, ...string[]]): string {
  const command = names.length === 1 ? `modprobe ${names[0]}` : `modprobe --all ${names.join(" ")}`;
  const all = names.length === 1 ? "it" : "them";
  return `${command}, outside of any container, on a kernel that has ${all}`;
}
