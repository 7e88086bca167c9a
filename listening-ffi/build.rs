//! Gives the shared library the name under which programs ask for it at run time: `liblistening.so.0` on Linux and the
//! BSDs, `@rpath/liblistening.0.dylib` on macOS; a Windows DLL has no such name. It also passes on to `listening_build_info` how the
//! library is built.

use std::env::var;

/// The number in that name, as `LISTENING_ABI_VERSION`; a test holds that they are equal. It rises by one when a program
/// built against an older library would no longer work with the new one, and never otherwise: docs/linking.md has the
/// policy. `scripts/install` reads it here.
const ABI: u32 = 0;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let name = match var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => Some(format!("-Wl,-install_name,@rpath/liblistening.{ABI}.dylib")),
        Ok("linux" | "android" | "freebsd" | "netbsd" | "openbsd" | "dragonfly") => {
            Some(format!("-Wl,-soname,liblistening.so.{ABI}"))
        }
        _ => None,
    };
    if let Some(name) = name {
        println!("cargo::rustc-cdylib-link-arg={name}");
    }
    // The tables that all sessions share are never given back, and a dlclose would lose them: the library stays loaded.
    if var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
    println!("cargo::rustc-env=LISTENING_ABI={ABI}");
    for (name, from) in [("TARGET", "TARGET"), ("PROFILE", "PROFILE"), ("CPU", "CARGO_CFG_TARGET_FEATURE")] {
        println!("cargo::rustc-env=LISTENING_{name}={}", var(from).unwrap_or_default());
    }
}
