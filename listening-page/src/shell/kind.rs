//! What a kind of page brings: its style, its script, and the policy that lets nothing else in.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Dark themes of `JupyterLab`, Visual Studio Code and Colab, which say themselves what they are.
pub(super) const NOTEBOOK_DARK: &str =
    r#"[data-jp-theme-light="false"] .listening, .vscode-dark .listening, html[theme=dark] .listening"#;

/// A kind of page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A call.
    Call,
    /// A conversation about a call.
    Coaching,
    /// Many calls.
    Team,
}

/// What it brings.
pub(super) struct Brings {
    /// The style of the whole page.
    pub(super) style: String,
    /// The part of it that a card within another page needs.
    pub(super) shared: String,
    pub(super) script: String,
    pub(super) policy: String,
}

static BRINGS: LazyLock<[Brings; 3]> = LazyLock::new(|| {
    [
        brings(
            &[include_str!("../../assets/call.css"), include_str!("../../assets/call_small.css")],
            include_str!("../../assets/card.js"),
        ),
        brings(&[include_str!("../../assets/coaching.css")], include_str!("../../assets/card.js")),
        brings(&[include_str!("../../assets/team.css")], include_str!("../../assets/team.js")),
    ]
});

impl Kind {
    pub(super) fn brings(self) -> &'static Brings {
        &BRINGS[self as usize]
    }
}

fn brings(own: &[&str], script: &str) -> Brings {
    let shared = lean(include_str!("../../assets/base.css")) + &own.iter().map(|each| lean(each)).collect::<String>();
    // Paper is white.
    let dark = format!("@media screen and (prefers-color-scheme: dark) {{ {} }}", dark(".listening"));
    let style = lean(include_str!("../../assets/page.css")) + &shared + &dark;
    let script = lean(script);
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; media-src data:; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(&script),
    );
    Brings { style, shared, script, policy }
}

/// A file without what is for those who read its source: blank lines, margins and comments on lines of their own.
fn lean(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::new(), |out, line| out + line + "\n")
}

/// The dark colours of what a selector matches.
pub(super) fn dark(selector: &str) -> String {
    lean(include_str!("../../assets/dark.css")).replace("SELECTOR", selector)
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_brings_is_ascii_and_stays_in_its_element() {
        for kind in [Kind::Call, Kind::Coaching, Kind::Team] {
            let brings = kind.brings();
            assert!(brings.style.is_ascii() && brings.script.is_ascii());
            assert!(!brings.policy.contains("unsafe"));
            assert!(!brings.style.contains("</") && !brings.script.contains("</"));
        }
    }
}
