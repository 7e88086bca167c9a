//! Whole pages, and cards that share a page with others.

use askama::Template;

use super::escape::squeezed;
use super::kind::{Kind, NOTEBOOK_DARK, dark};
use crate::words::shown_name;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: &'a str,
    policy: &'a str,
    style: &'a str,
    script: &'a str,
    body: &'a str,
}

/// A page that needs no network and lets nothing in: its policy names its own style and script by their hashes.
///
/// It is plain ASCII, so that it reads the same however it is stored.
pub(crate) fn page(kind: Kind, title: &str, body: &str) -> String {
    let brings = kind.brings();
    let title = &shown_name(title);
    rendered(&Page { title, policy: &brings.policy, style: &brings.style, script: &brings.script, body })
}

/// A card for a cell of a notebook; it needs no script but to seek in audio, and to sort.
pub(crate) fn cell(kind: Kind, body: &str, script: bool) -> String {
    let brings = kind.brings();
    let mut text = format!("<style>{}{}</style>{body}", brings.shared, dark(NOTEBOOK_DARK));
    if script {
        text = format!("{text}<script>(() => {{{}}})();</script>", brings.script);
    }
    text
}

/// A template as markup, without its layout.
pub(crate) fn drawn<T: Template>(template: &T) -> String {
    squeezed(&rendered(template))
}

fn rendered<T: Template>(template: &T) -> String {
    // Writing to a string cannot fail, and no template has an error of its own.
    template.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text() {
        let page = page(Kind::Call, "<b>\u{6f22}", "<p>body</p>");
        assert!(page.contains("<title>&lt;b&gt;&#28450;</title>"));
        assert!(page.starts_with("<!doctype html>\n") && page.ends_with("</html>\n"));
    }
}
