//! The binary interface is what `abi/layout.txt` says: the functions, and on a 64-bit machine the size and place of every
//! field and the number of every enumerator, as reported by a C compiler from the header. Entries of that file never change;
//! new ones are added. The policy is in docs/linking.md.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const HOW: &str = "LISTENING_UPDATE_ABI=1 cargo test -p listening-ffi --test abi";

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The header's declarations, each in one line, without comments and preprocessor lines.
fn declarations(header: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = header;
    while let Some(start) = rest.find("/*") {
        text.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").expect("a comment ends").1;
    }
    text.push_str(rest);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let text = lines.collect::<Vec<_>>().join(" ").replace("extern \"C\" {", " ").replace(" : int32_t", " ");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut found, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, sign) in words.char_indices() {
        depth += i32::from(sign == '{') - i32::from(sign == '}');
        if sign == ';' && depth == 0 {
            found.push(words[start..at].trim().to_owned());
            start = at + 1;
        }
    }
    found
}

/// A C program that prints the layout, one line per item, and the lines for the functions.
fn teller(header: &str) -> (String, Vec<String>) {
    let mut program = String::from("#include <stdio.h>\n#include \"listening.h\"\nint main(void)\n{\n");
    let mut functions = Vec::new();
    let defines = header.lines().filter_map(|line| line.strip_prefix("#define LISTENING_")?.split_once(' '));
    // A version is there to change.
    for (name, value) in defines.filter(|(name, _)| !name.contains("VERSION")) {
        functions.push(format!("define LISTENING_{name} {value}"));
    }
    for declaration in declarations(header) {
        if let Some((head, body)) = declaration.split_once('{') {
            let name = head.trim().rsplit(' ').next().expect("a name");
            let body = body.rsplit_once('}').expect("a body ends").0;
            if head.starts_with("enum") {
                for member in body.split(',').map(|member| member.split('=').next().unwrap_or("").trim()) {
                    if !member.is_empty() {
                        writeln!(program, "    printf(\"enum {name} {member} = %ld\\n\", (long){member});").unwrap();
                    }
                }
                continue;
            }
            for member in body.split(';').map(str::trim).filter(|member| !member.is_empty()) {
                let field = member.rsplit([' ', '*']).next().expect("a name").split('[').next().expect("a name");
                let place = format!("(unsigned long)offsetof({name}, {field})");
                let size = format!("(unsigned long)sizeof(({name} *)0)->{field}");
                writeln!(program, "    printf(\"struct {name} @%lu %lu {member}\\n\", {place}, {size});").unwrap();
            }
        } else if declaration.contains('(') {
            functions.push(format!("function {declaration}"));
        } else if let Some(name) = declaration.strip_prefix("typedef struct ") {
            functions.push(format!("opaque {}", name.split(' ').next().expect("a name")));
        }
    }
    program.push_str("    return 0;\n}\n");
    (program, functions)
}

fn layout(header: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (program, mut lines) = teller(header);
    let (source, binary) = (folder.join("layout.c"), folder.join("layout"));
    std::fs::write(&source, program).expect("a scratch file");
    let mut cc = Command::new("cc");
    cc.args(["-std=c99", "-include", "stddef.h", "-I"])
        .arg(here().join("../include"))
        .arg(&source)
        .arg("-o")
        .arg(&binary);
    let built = cc.output().expect("the tests of the C interface need `cc`, for instance from gcc or clang");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let reported = Command::new(&binary).output().expect("it runs").stdout;
    lines.extend(String::from_utf8(reported).expect("UTF-8").lines().map(str::to_owned));
    lines.join("\n") + "\n"
}

/// What is gone or other than it was, and what is new.
fn differences<'a>(old: &'a str, new: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (had, has): (BTreeSet<_>, BTreeSet<_>) = (old.lines().collect(), new.lines().collect());
    (had.difference(&has).copied().collect(), has.difference(&had).copied().collect())
}

#[test]
#[cfg(target_pointer_width = "64")]
fn nothing_that_programs_rely_on_has_changed() {
    let path: PathBuf = here().join("abi/layout.txt");
    let header = std::fs::read_to_string(here().join("../include/listening.h")).expect("the header");
    let now = layout(&header);
    for expected in ["enum listening_status LISTENING_STATUS_FINISHED = -9\n", "struct listening_config @8 4 uint32_t"]
    {
        assert!(now.contains(expected), "{expected} was not seen in\n{now}");
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("LISTENING_UPDATE_ABI").is_some() {
        std::fs::write(&path, &now).expect("abi/layout.txt can be written");
        return;
    }
    let (gone, added) = differences(&before, &now);
    assert!(
        gone.is_empty(),
        "programs built before would break; see the policy in docs/linking.md. No longer as it was:\n{}\nnow:\n{}\nIf \
         that is meant, raise ABI in build.rs, then:\n    {HOW}",
        gone.join("\n"),
        added.join("\n"),
    );
    assert!(added.is_empty(), "new, and good to have; set it down with\n    {HOW}\n{}", added.join("\n"));
}

#[test]
fn a_change_of_the_layout_is_seen() {
    let header = "/* ; */\n#define LISTENING_M 5\n#define LISTENING_H\ntypedef struct listening_a {\n    /** One; two. */\n    size_t size;\n    char id[24];\n} \
                  listening_a;\nenum listening_b\n#if 1\n  : int32_t\n#endif\n {\n    LISTENING_B_C = 0,\n};\nint \
                  listening_f(const struct listening_a *a,\n    int b);\ntypedef struct listening_o listening_o;\n";
    let (program, functions) = teller(header);
    assert_eq!(functions[0], "define LISTENING_M 5");
    assert_eq!(functions[1..], ["function int listening_f(const struct listening_a *a, int b)", "opaque listening_o"]);
    for part in ["listening_a @%lu %lu size_t size", "listening_a @%lu %lu char id[24]", "LISTENING_B_C = %ld"] {
        assert!(program.contains(part), "{part} is not printed by\n{program}");
    }
    assert_eq!(differences("a\nb\n", "b\nc\n"), (vec!["a"], vec!["c"]));
}
