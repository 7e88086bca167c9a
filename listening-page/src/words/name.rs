//! Names that others gave, such as those of agents: shown in one line, in their own direction, and not endless.

/// A longer name is shown by its beginning and its end.
const LONGEST: usize = 60;
const BEGINNING: usize = 44;
const END: usize = 13;

/// A name as text and pages show it: in one line, without what would turn or hide the text around it, and of at most 60
/// characters. The data itself keeps the name as it is.
///
/// White space becomes one space; controls, and marks that change the direction of text or have no width, become U+FFFD.
pub fn shown_name(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(|word| word.chars().map(visible).collect()).collect();
    let text = words.join(" ");
    let count = text.chars().count();
    if count <= LONGEST {
        return text;
    }
    let beginning: String = text.chars().take(BEGINNING).collect();
    let end: String = text.chars().skip(count - END).collect();
    format!("{}...{}", beginning.trim_end(), end.trim_start())
}

fn visible(each: char) -> char {
    if each.is_control() || is_hidden(each) { char::REPLACEMENT_CHARACTER } else { each }
}

/// Marks of direction and of no width (Unicode's `Bidi_Control`, and its format characters of that kind); joiners within
/// words of Persian and Indic scripts are none of them.
pub(crate) fn is_hidden(each: char) -> bool {
    matches!(
        u32::from(each),
        0x00AD | 0x061C | 0x180E | 0x200B | 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_and_turns_nothing_around() {
        assert_eq!(shown_name("Zo\u{eb}  Ng\nRANK 1\r\n"), "Zo\u{eb} Ng RANK 1");
        assert_eq!(shown_name("ann\u{202e}neb \u{1b}[31m"), "ann\u{fffd}neb \u{fffd}[31m");
        assert_eq!(shown_name("\u{627}\u{645}\u{6cc}\u{200c}\u{646}"), "\u{627}\u{645}\u{6cc}\u{200c}\u{646}");
    }

    #[test]
    fn two_long_names_can_be_told_apart() {
        let of = |end: &str| shown_name(&format!("{}{end}", "n".repeat(200)));
        assert_eq!(of("1"), format!("{}...{}1", "n".repeat(44), "n".repeat(12)));
        assert_ne!(of("1"), of("2"));
        let longest = "n".repeat(60);
        assert_eq!(shown_name(&longest), longest);
    }
}
