//! Gives the shared library its SONAME: a program linked against it asks for `liblistening.so.0` at run time. And tells
//! `listening_build_info` how the library is built.

use std::env::var;

/// As `LISTENING_ABI_VERSION`; a test holds that they are equal.
const ABI: u32 = 0;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,liblistening.so.{ABI}");
    }
    println!("cargo::rustc-env=LISTENING_ABI={ABI}");
    for (name, from) in [("TARGET", "TARGET"), ("PROFILE", "PROFILE"), ("CPU", "CARGO_CFG_TARGET_FEATURE")] {
        println!("cargo::rustc-env=LISTENING_{name}={}", var(from).unwrap_or_default());
    }
}
