//! C++ programs over listening.hpp, compiled without a warning and run. Where there is no C++ compiler they are left out, which
//! is said.

mod programs;

use std::process::Command;

use programs::{Link, built, command, demo, expected, found, here, mulaw, run, scratch};

/// Compilers of C++ that are here.
fn compilers() -> Vec<&'static str> {
    let here: Vec<_> = ["g++", "clang++"].into_iter().filter(|compiler| found(compiler)).collect();
    if here.is_empty() {
        eprintln!("neither g++ nor clang++ is here: listening.hpp was not tried");
    }
    here
}

/// Compiles and runs a program in this standard; its report must be Rust's.
fn tried(compiler: &str, source: &str, standard: &str, options: &[&str]) {
    let call = std::fs::read(demo()).expect("the demo call");
    let raw = scratch().join(format!("{compiler}_{source}_{standard}_{}.mulaw", options.len()));
    std::fs::write(&raw, mulaw(&call)).expect("a scratch file");
    let mut cxx = Command::new(compiler);
    cxx.arg(format!("-std={standard}")).args(["-pthread", "-Wshadow", "-Wconversion"]).args(options);
    let name = format!("{compiler}_{source}_{standard}_{}", options.len());
    let program = built(cxx, &format!("tests/cpp/{source}.cpp"), &name, Link::Shared);
    let reported = run(command(&program).arg(&raw));
    assert!(reported.stdout == expected(&call).as_bytes(), "{name} prints another report");
}

#[test]
fn what_is_refused_is_thrown() {
    for compiler in compilers() {
        ["c++17", "c++20"].iter().for_each(|standard| tried(compiler, "throwing", standard, &[]));
    }
}

#[test]
fn or_is_given_back_also_without_exceptions() {
    for compiler in compilers() {
        tried(compiler, "expected", "c++17", &["-fno-exceptions", "-fno-rtti"]);
        tried(compiler, "expected", "c++20", &["-fno-exceptions", "-fno-rtti"]);
        tried(compiler, "expected", "c++17", &["-DLISTENING_NO_EXCEPTIONS"]);
    }
}

/// Every public line of the C++ headers that declares something has a comment above it.
#[test]
fn every_declared_item_is_documented() {
    for header in [
        "listening.hpp",
        "listening_live.hpp",
        "listening_turns.hpp",
        "listening_report.hpp",
        "listening_values.hpp",
        "listening_names.hpp",
    ] {
        let text = std::fs::read_to_string(here().join("../include").join(header)).expect("the header");
        let bare = undocumented(&text);
        assert!(bare.is_empty(), "{header}: without a comment: {bare:#?}");
    }
    let seen = undocumented("/** Said. */\nclass a {\npublic:\n    int unsaid();\nprivate:\n    int hidden();\n};\n");
    assert_eq!(seen, ["int unsaid();"]);
}

/// Declarations at the outer level, and four spaces deep in the public part of a type, without a comment that ends just
/// above.
fn undocumented(header: &str) -> Vec<&str> {
    let (mut bare, mut documented, mut public, mut detail) = (Vec::new(), false, false, false);
    for line in header.lines() {
        let text = line.trim();
        let deep = line.len() - line.trim_start().len();
        detail = (detail || text == "namespace detail {") && text != "} // namespace detail";
        // What goes on, ends or leads elsewhere declares nothing.
        let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
        let other = text.is_empty() || starts(&["#", "}", "/*", "*", ":", "namespace", "public:", "private:"]);
        let declares = !other && !detail && (deep == 0 || (deep == 4 && public));
        if declares && !documented {
            bare.push(text);
        }
        let opens = deep == 0 && !other && text.ends_with('{');
        let typed = starts(&["struct", "enum", "class"]) || text.contains("> class ");
        public = match text {
            "public:" => true,
            "private:" => false,
            _ if opens => typed && !text.contains("class ") || text.starts_with("enum"),
            _ => public && !(deep == 0 && text.starts_with('}')),
        };
        let goes_on = text.starts_with('#') || (text.starts_with("template") && !text.ends_with([';', '{', '}']));
        documented = text.ends_with("*/") || (documented && goes_on);
    }
    bare
}
