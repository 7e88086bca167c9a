//! `include/listening.h` is what the sources say, and every item in it is documented.

use std::path::{Path, PathBuf};

const HOW: &str = "LISTENING_UPDATE_HEADER=1 cargo test -p listening-ffi --test header";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path() -> PathBuf {
    here().join("../include/listening.h")
}

fn generated() -> String {
    let config = cbindgen::Config::from_file(here().join("cbindgen.toml")).expect("cbindgen.toml");
    let bindings = cbindgen::Builder::new().with_crate(here()).with_config(config).generate();
    let mut text = Vec::new();
    bindings.expect("the sources can be read by cbindgen").write(&mut text);
    String::from_utf8(text).expect("UTF-8")
}

#[test]
fn the_header_is_up_to_date() {
    let generated = generated();
    if std::env::var_os("LISTENING_UPDATE_HEADER").is_some() {
        std::fs::write(path(), &generated).expect("include/listening.h can be written");
    }
    let checked_in = std::fs::read_to_string(path()).unwrap_or_default();
    let line = generated.lines().zip(checked_in.lines()).position(|(new, old)| new != old);
    assert!(
        generated == checked_in,
        "include/listening.h differs from listening-ffi/src (first at line {}). Regenerate it and review the \
         difference:\n    {HOW}",
        line.map_or_else(|| generated.lines().count().min(checked_in.lines().count()) + 1, |line| line + 1),
    );
}

/// Every line that declares something, with whether a comment ends just above it.
fn declarations(header: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let (mut comment, mut documented, mut body, mut prototype) = (false, false, false, false);
    for line in header.lines().map(str::trim) {
        if comment || line.starts_with("/*") {
            comment = !line.ends_with("*/");
            documented = !comment;
            continue;
        }
        let function = !body && !prototype && line.contains("listening_") && line.contains('(');
        let constant = line.starts_with("#define LISTENING_") && line != "#define LISTENING_H";
        let tag = ["struct ", "enum ", "typedef struct "].iter().any(|word| line.starts_with(word));
        let member = body && line.ends_with([';', ',']) && !line.starts_with('}');
        if function || constant || member || (tag && !prototype) {
            found.push((line, documented));
        }
        prototype = (prototype || function) && !line.ends_with(';');
        body = (body || line.ends_with('{') && !line.starts_with("extern")) && !line.starts_with('}');
        documented = false;
    }
    found
}

#[test]
fn every_declared_item_is_documented() {
    let header = generated();
    let all = declarations(&header);
    for expected in ["listening_session_push_mulaw(", "sample_rate;", "LISTENING_STATUS_OK", "typedef struct"] {
        assert!(all.iter().any(|(line, _)| line.contains(expected)), "{expected} was not seen in\n{header}");
    }
    let bare: Vec<_> = all.iter().filter(|(_, documented)| !documented).map(|(line, _)| line).collect();
    assert!(bare.is_empty(), "without a comment: {bare:#?}");
}

#[test]
fn an_undocumented_item_is_seen() {
    let header = "/** Said. */\nint32_t listening_said(void);\n\nint32_t listening_unsaid(void);\n";
    let seen = [("int32_t listening_said(void);", true), ("int32_t listening_unsaid(void);", false)];
    assert_eq!(declarations(header), seen);
}
