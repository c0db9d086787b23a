//! What the linker of the pinned toolchain does for the delivered program: it gets smaller.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=release.ld");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    let has_lld = is("TARGET", "x86_64-unknown-linux-gnu");
    if has_lld && is("PROFILE", "release") {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/release.ld");
        // Functions of the same code are folded; the addresses to be moved at the start are packed.
        for flag in ["--icf=all", "-z,pack-relative-relocs", "--no-eh-frame-hdr", &format!("-T,{script}")] {
            println!("cargo:rustc-link-arg-bins=-Wl,{flag}");
        }
    }
}
