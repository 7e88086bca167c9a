//! Which library this is.

use std::ffi::{CStr, c_char};

/// The version of the binary interface: the number in the shared library's name, liblistening.so.0. It increases when a program
/// built against this header could no longer use the library; docs/linking.md of the source, installed as
/// share/doc/listening/linking.md, says what may change without an increase.
pub const LISTENING_ABI_VERSION: u32 = 0;

const fn text(bytes: &'static [u8]) -> &'static CStr {
    match CStr::from_bytes_with_nul(bytes) {
        Ok(text) => text,
        Err(_) => panic!("the text holds a NUL"),
    }
}

/// The version of the library in use, such as "0.1.0": static text.
#[unsafe(no_mangle)]
pub extern "C" fn listening_version() -> *const c_char {
    const VERSION: &CStr = text(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes());
    VERSION.as_ptr()
}

/// LISTENING_ABI_VERSION of the library in use. A program may compare it with that of its header at start-up.
#[unsafe(no_mangle)]
pub extern "C" fn listening_abi_version() -> u32 {
    LISTENING_ABI_VERSION
}

/// How the library in use was built, for fault reports: words of the form name=value, as in "version=0.1.0 abi=0
/// target=x86_64-unknown-linux-gnu profile=release cpu=fxsr,sse,sse2,x87". Names may be added. Static text.
#[unsafe(no_mangle)]
pub extern "C" fn listening_build_info() -> *const c_char {
    const INFO: &CStr = text(
        concat!(
            "version=",
            env!("CARGO_PKG_VERSION"),
            " abi=",
            env!("LISTENING_ABI"),
            " target=",
            env!("LISTENING_TARGET"),
            " profile=",
            env!("LISTENING_PROFILE"),
            " cpu=",
            env!("LISTENING_CPU"),
            "\0"
        )
        .as_bytes(),
    );
    INFO.as_ptr()
}

/// Whether a number of a report is missing: 1 if it is NaN, otherwise 0. For programs whose compiler assumes that there is
/// no NaN, as with -ffast-math.
#[unsafe(no_mangle)]
pub extern "C" fn listening_is_missing(number: f64) -> i32 {
    number.is_nan().into()
}
