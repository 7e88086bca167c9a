//! Gives the shared library its SONAME: a program linked against it asks for `liblistening.so.0` at run time.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,liblistening.so.0");
    }
}
