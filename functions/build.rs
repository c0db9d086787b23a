//! What the linker of the pinned toolchain does for the delivered program: it gets smaller.

use std::process::Command;

/// The C library from which on a program may pack the addresses that are moved at its start.
const PACKING: (u32, u32) = (2, 36);

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=release.ld");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    // Another linker, for another C library, knows nothing of this.
    let has_lld = is("TARGET", "x86_64-unknown-linux-gnu") && std::env::var_os("RUSTC_LINKER").is_none();
    if !has_lld || !is("PROFILE", "release") {
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/release.ld");
    // Functions of the same code are folded.
    for flag in ["--icf=all", "--no-eh-frame-hdr", &format!("-T,{script}")] {
        println!("cargo:rustc-link-arg-bins=-Wl,{flag}");
    }
    if c_library().is_some_and(|found| found >= PACKING) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of the C library here: what the program is built for.
fn c_library() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let said = String::from_utf8(said).ok()?;
    let mut numbers = said.trim().strip_prefix("glibc ")?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
