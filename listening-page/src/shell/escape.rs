//! Text as markup.

use std::fmt::{Result, Write};

use askama::filters::Escaper;

use crate::words::is_hidden;

/// Escapes what would be markup, everything beyond ASCII, and line breaks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain;

impl Escaper for Plain {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> Result {
        text.chars().try_for_each(|each| self.write_escaped_char(&mut dest, each))
    }

    fn write_escaped_char<W: Write>(&self, mut dest: W, each: char) -> Result {
        match each {
            '&' => dest.write_str("&amp;"),
            '<' => dest.write_str("&lt;"),
            '>' => dest.write_str("&gt;"),
            '"' => dest.write_str("&quot;"),
            '\'' => dest.write_str("&#x27;"),
            ' '..='~' => dest.write_char(each),
            // Controls have no place in a page, nor has what turns the text around it.
            '\t' | '\n' | '\r' => write!(dest, "&#{};", u32::from(each)),
            _ if each.is_control() || is_hidden(each) => dest.write_str("&#65533;"),
            _ => write!(dest, "&#{};", u32::from(each)),
        }
    }
}

/// Markup without the line breaks and margins of its templates: text holds none, as [`Plain`] writes it.
pub(crate) fn squeezed(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    markup.split('\n').for_each(|line| out.push_str(line.trim_start_matches(' ')));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut out = String::new();
        Plain.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn text_is_no_markup_and_ascii() {
        assert_eq!(plain("<'a' & \"b\">"), "&lt;&#x27;a&#x27; &amp; &quot;b&quot;&gt;");
        assert_eq!(plain("a\n  漢\u{0}"), "a&#10;  &#28450;&#65533;");
        assert_eq!(plain("ann\u{202e}neb"), "ann&#65533;neb");
    }

    #[test]
    fn layout_is_dropped_and_text_kept() {
        assert_eq!(squeezed(&format!("<p>\n   <b>{}</b>\n</p>\n", plain("1\n 2"))), "<p><b>1&#10; 2</b></p>");
    }
}
