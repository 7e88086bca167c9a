//! What a text holds: words, sounds that a voice or a room makes, and words that somebody took out.
//!
//! A recogniser writes `[laughter]` and a redactor writes `[NAME]`: brackets alone identify neither. Text in brackets
//! is a sound if one of its words is listed as one, and otherwise represents words.

use super::lexicon::plain;

/// A piece of a text between white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Punctuation alone: neither said nor heard.
    Nothing,
    /// Laughter, a cough, music: no word.
    Sound,
    /// A word that is not shown: `[NAME]`, `####`, `<PERSON>`.
    Hidden,
    /// A word as [`plain`] writes it, and whether it is written as a question.
    Word(String, bool),
}

/// Whether there are sounds, and no words beside them.
pub(super) fn only_sounds(pieces: &[Piece]) -> bool {
    pieces.contains(&Piece::Sound) && pieces.iter().all(|piece| matches!(piece, Piece::Sound | Piece::Nothing))
}

/// The pieces of a text; `listed` says whether a word, in small letters, is one of a sound.
pub(super) fn pieces(text: &str, listed: impl Fn(&str) -> bool) -> Vec<Piece> {
    let raw: Vec<&str> = text.split_whitespace().collect();
    let mut closing = Closing::default();
    let mut pieces = Vec::with_capacity(raw.len());
    while let Some(&word) = raw.get(pieces.len()) {
        let first = pieces.len();
        let Some((bracket, inside)) = opened(word) else {
            pieces.push(bare(word, &listed));
            continue;
        };
        // Up to the word that closes it.
        let last = match inside.find(bracket) {
            Some(_) => Some(first),
            None => closing.next(&raw, first + 1, bracket),
        };
        let Some(last) = last else {
            pieces.push(bare(word, &listed));
            continue;
        };
        let held = &raw[first..=last];
        if held.iter().any(|word| sounds(word, &listed)) {
            pieces.extend(held.iter().map(|_| Piece::Sound));
        } else if matches!(bracket, ']' | '>' | '}') {
            pieces.extend(held.iter().map(|_| Piece::Hidden));
        } else {
            // Words that the transcriber was not sure of, or an aside.
            pieces.extend(held.iter().map(|word| bare(word, &listed)));
        }
    }
    pieces
}

/// Where each bracket is closed next. It only goes forwards, so that a text of nothing but open brackets is read once for
/// each kind of bracket, not once for each bracket.
#[derive(Default)]
struct Closing([usize; BRACKETS.len()]);

const BRACKETS: [char; 5] = [']', '>', '}', ')', '*'];

impl Closing {
    /// The first word from `from` on that holds `bracket`; asked in order of `from`.
    fn next(&mut self, raw: &[&str], from: usize, bracket: char) -> Option<usize> {
        let kind = BRACKETS.iter().position(|known| *known == bracket)?;
        let at = &mut self.0[kind];
        *at = (*at).max(from);
        while *at < raw.len() && !raw[*at].contains(bracket) {
            *at += 1;
        }
        (*at < raw.len()).then_some(*at)
    }
}

/// What closes the bracket that a piece begins with, and what follows the opening one.
fn opened(word: &str) -> Option<(char, &str)> {
    let word = word.trim_start_matches(['"', '\'', '“', '„', '«', '‘', '¿', '¡', '$', '.', ',', ';', ':', '-']);
    let mut letters = word.chars();
    let closing = match letters.next()? {
        '[' => ']',
        '<' => '>',
        '{' => '}',
        '(' => ')',
        // "*sighs*", but no "***".
        '*' if letters.clone().next().is_some_and(char::is_alphabetic) => '*',
        _ => return None,
    };
    Some((closing, letters.as_str()))
}

/// A piece outside of brackets, or in ones that mean nothing.
fn bare(word: &str, listed: &impl Fn(&str) -> bool) -> Piece {
    // Of a sound that came in two pieces: "[background", "noise]".
    let torn = opened(word).is_some() || word.trim_end_matches(['.', ',']).ends_with([']', '>', '}', ')', '*']);
    if torn && !word.contains('-') && sounds(word, listed) {
        return Piece::Sound;
    }
    if masked(word) {
        return Piece::Hidden;
    }
    let text = plain(word);
    if text.contains(char::is_alphanumeric) { Piece::Word(text, word.ends_with('?')) } else { Piece::Nothing }
}

/// Whether one of the words in it is listed as a sound: `[mouth-noise]`, `[BLANK_AUDIO]`.
fn sounds(word: &str, listed: &impl Fn(&str) -> bool) -> bool {
    word.split(|c: char| !c.is_alphabetic()).any(|part| !part.is_empty() && listed(&part.to_lowercase()))
}

/// Whether a word was masked letter by letter: "####", "***", "xxxx", "XXX-XX-1234".
fn masked(word: &str) -> bool {
    let signs = |c: char| matches!(c, '*' | '#' | '█' | '•');
    let crosses = |c: char| matches!(c, 'x' | 'X' | '_');
    let between = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    let found = word.chars().any(signs) || word.chars().filter(|&c| crosses(c)).count() >= 2;
    found && word.chars().all(|c| signs(c) || crosses(c) || between(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::floor::words::Lexicon;

    fn of(text: &str) -> Vec<Piece> {
        let lexicon = Lexicon::default();
        pieces(text, |word| lexicon.is_sound(word))
    }

    fn word(text: &str) -> Piece {
        Piece::Word(text.to_owned(), false)
    }

    #[test]
    fn sounds_of_recognisers_and_transcribers() {
        for text in [
            "[laughter]",
            "[LAUGHTER]",
            "<cough>",
            "(background noise)",
            "[loud laughter]",
            "{breath}",
            "*sighs*",
            "(laughs)",
            "[MUSIC PLAYING]",
            "[BLANK_AUDIO]",
            "<v-noise>",
            "[mouth-noise]",
            "[clears throat]",
            "<sil>",
            "[laughter].",
            "[laughter] [laughter]",
            "[Lachen]",
            "(Räuspern)",
            "[risas]",
            "[rires]",
            "[Musique]",
        ] {
            assert!(only_sounds(&of(text)), "{text}: {:?}", of(text));
        }
    }

    #[test]
    fn what_redactors_write_stands_for_words() {
        for text in [
            "[PII]",
            "[NAME]",
            "[NAME].",
            "[NAME]'s",
            "\"[NAME]\"",
            "<redacted>",
            "[REDACTED]",
            "{{NAME}}",
            "***",
            "********",
            "<PERSON>",
            "<PHONE_NUMBER>",
            "[CARD_NUMBER_1]",
            "[CREDIT_DEBIT_NUMBER]",
            "[name_given]",
            "[PERSON_NAME]",
            "[EMAIL_ADDRESS]",
            "[PHONE]",
            "[PIN]",
            "[ADDRESS]",
            "####",
            "####.",
            "#",
            "###-###-####",
            "xxxx",
            "XXXX",
            "XX",
            "XXX-XX-1234",
            "****1234",
            "████",
            "[inaudible]",
            "<unk>",
            "{{NAME-1}}",
            "$[MONEY_1]",
        ] {
            assert_eq!(of(text), [Piece::Hidden], "{text}");
        }
        assert_eq!(of("[CARD NUMBER]"), [Piece::Hidden, Piece::Hidden]);
        assert_eq!(of("# # #."), [Piece::Hidden, Piece::Hidden, Piece::Hidden]);
    }

    #[test]
    fn words_are_words_in_whatever_brackets() {
        for (text, plain) in [
            ("yeah", "yeah"),
            ("th[e]-", "th[e]-"),
            ("(yeah)", "yeah"),
            ("((pretty", "pretty"),
            ("well))", "well"),
            ("[well", "well"),
            ("x", "x"),
            ("*really*", "really"),
            ("laughter", "laughter"),
            ("noise", "noise"),
            ("music.", "music"),
            ("max", "max"),
            ("-", ""),
            ("...", ""),
            ("[", ""),
        ] {
            let expected = if plain.is_empty() { Piece::Nothing } else { word(plain) };
            assert_eq!(of(text), [expected], "{text}");
        }
        assert_eq!(of("really?"), [Piece::Word("really".to_owned(), true)]);
    }

    #[test]
    fn an_open_bracket_swallows_nothing_and_the_next_one_is_closed() {
        let hidden = || Piece::Hidden;
        assert_eq!(of("[my [NAME] (is [a]"), [hidden(), hidden(), word("is"), hidden()]);
        assert_eq!(of("[a> <b] <c> [d"), [hidden(), hidden(), hidden(), word("d")]);
        assert_eq!(of(&"[a ".repeat(20_000)).len(), 20_000);
    }

    #[test]
    fn pieces_of_one_text_are_told_apart() {
        let (sound, hidden) = (Piece::Sound, Piece::Hidden);
        assert_eq!(
            of("[laughter] yeah [background noise] th[e]-"),
            [sound.clone(), word("yeah"), sound.clone(), sound.clone(), word("th[e]-")]
        );
        assert_eq!(
            of("my name is [NAME] - bye"),
            [word("my"), word("name"), word("is"), hidden, Piece::Nothing, word("bye")]
        );
        // A bracket that nothing closes swallows nothing.
        assert_eq!(of("[well i see"), [word("well"), word("i"), word("see")]);
        // A sound in two pieces of its own.
        assert_eq!([of("[door"), of("slams]")], [[word("door")], [sound]]);
    }
}
