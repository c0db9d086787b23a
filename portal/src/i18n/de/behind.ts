// All that is said behind the login, as one file of the build.
export default Object.assign({}, ...Object.values(import.meta.glob<object>(["./*.json", "!./base.json", "!./gate.json"], { eager: true, import: "default" }))) as object;
