//! Programs in C and C++, compiled without a warning against the two libraries, and run.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test program uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use listening_core::{Config, Session};

/// What the static library needs besides itself, by `rustc --print native-static-libs`.
pub const SYSTEM_LIBRARIES: [&str; 5] = ["-lgcc_s", "-lrt", "-lpthread", "-lm", "-ldl"];
pub const STRICT: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O1"];

pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn demo() -> PathBuf {
    here().join("../demo/demo_call.wav")
}

/// A folder of this test's own in the target directory.
pub fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed ({}):\n{errors}", output.status);
    output
}

pub fn found(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Builds both libraries, which Cargo does not do for tests, and gives their folder, where the shared one also
/// has the name that programs ask for at run time.
pub fn libraries() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let target = scratch().parent().expect("the scratch folder lies in the target directory");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--lib", "--locked", "--manifest-path"]).arg(here().join("Cargo.toml"));
        build.arg("--target-dir").arg(target);
        let optimised = !cfg!(debug_assertions);
        run(if optimised { build.arg("--release") } else { &mut build });
        let folder = target.join(if optimised { "release" } else { "debug" });
        let link = folder.join("liblistening.so.0");
        // Another run may have made it, or make it now.
        let made = std::os::unix::fs::symlink("liblistening.so", &link);
        assert!(made.is_ok() || link.exists(), "{} cannot be made: {made:?}", link.display());
        folder
    })
}

/// How a program is linked.
#[derive(Clone, Copy, PartialEq)]
pub enum Link {
    Static,
    Shared,
}

/// Compiles a program of this crate as C99 and links it.
pub fn compile(source: &str, name: &str, link: Link) -> PathBuf {
    assert!(found("cc"), "no C compiler: the tests of the C interface need `cc`, for instance from gcc or clang");
    let mut cc = Command::new("cc");
    cc.arg("-std=c99");
    built(cc, source, name, link)
}

/// What a compiler makes of a program of this crate, warnings being errors.
pub fn built(mut compiler: Command, source: &str, name: &str, link: Link) -> PathBuf {
    let program = scratch().join(name);
    compiler.args(STRICT).arg("-I").arg(here().join("../include"));
    compiler.arg(here().join(source)).arg("-o").arg(&program);
    match link {
        Link::Static => compiler.arg(libraries().join("liblistening.a")).args(SYSTEM_LIBRARIES),
        Link::Shared => compiler.arg("-L").arg(libraries()).arg("-llistening"),
    };
    run(&mut compiler);
    program
}

pub fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("LD_LIBRARY_PATH", libraries());
    command
}

/// The demo call's G.711 bytes.
pub fn mulaw(wav: &[u8]) -> &[u8] {
    let at = wav.windows(4).position(|name| name == b"data").expect("a data chunk");
    let size = u32::from_le_bytes(wav[at + 4..at + 8].try_into().expect("four bytes"));
    assert_eq!(wav[20], 7, "the demo call is mu-law");
    &wav[at + 8..][..size as usize]
}

/// The Rust engine's report of the demo call.
pub fn expected(wav: &[u8]) -> String {
    let mut session = Session::new(Config::default()).expect("defaults");
    session.push_mulaw(mulaw(wav)).expect("good audio");
    session.finish().to_json() + "\n"
}
