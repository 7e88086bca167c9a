//! The pages whose numbers are norms, and how a number is found on them: by page, heading and the words around it.

use std::ops::Range;
use std::sync::LazyLock;

/// A page of `docs/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Methods,
    Hearing,
    Events,
}

/// Numbers that the pages write as words; the longer of two that begin alike first.
const WORDS: [(&str, f64); 28] = [
    ("two thirds", 2.0 / 3.0),
    ("a third", 1.0 / 3.0),
    ("a quarter", 0.25),
    ("a fifth", 0.2),
    ("a tenth", 0.1),
    ("a twentieth", 0.05),
    ("nine in ten", 0.9),
    ("three in five", 0.6),
    ("four of five", 0.8),
    ("half", 0.5),
    ("a second", 1.0),
    ("a semitone", 1.0),
    ("twenty", 20.0),
    ("twice", 2.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("hundred", 100.0),
    ("first", 1.0),
];

/// A page's text, every run of blanks and line breaks a single blank, with where each heading's section lies in it.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    sections: Vec<(String, Range<usize>)>,
}

impl Text {
    fn of(markdown: &str) -> Self {
        let mut text = String::new();
        let mut starts: Vec<(String, usize)> = vec![(String::new(), 0)];
        for line in markdown.lines() {
            // What is indented is a drawing or a command, and holds no norm.
            if line.starts_with("    ") {
                continue;
            }
            let trimmed = line.trim_start_matches('#');
            if trimmed.len() < line.len() && trimmed.starts_with(' ') {
                starts.push((trimmed.trim().to_owned(), text.len()));
                continue;
            }
            for word in line.split_whitespace() {
                text.push_str(word);
                text.push(' ');
            }
        }
        let ends: Vec<usize> = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]).collect();
        let sections = starts.into_iter().zip(ends).map(|((heading, start), end)| (heading, start..end)).collect();
        Self { text, sections }
    }

    /// Where `words` stand under `heading`, once: the whole place, and the place and value of each number, which `words`
    /// writes as `{}`.
    pub(crate) fn find(&self, heading: &str, words: &str) -> Result<Found, String> {
        let under = self.sections.iter().filter(|(own, _)| own == heading);
        let places: Vec<Found> = under.flat_map(|(_, section)| self.matches(section.clone(), words)).collect();
        match <[Found; 1]>::try_from(places) {
            Ok([found]) => Ok(found),
            Err(places) => Err(format!(
                "under \"{heading}\" {} stand the words \"{words}\": if the sentence was rewritten, change them here too",
                if places.is_empty() { "nowhere".to_owned() } else { format!("{} times", places.len()) },
            )),
        }
    }

    fn matches(&self, section: Range<usize>, words: &str) -> Vec<Found> {
        let pieces: Vec<&str> = words.split("{}").collect();
        assert!(!pieces[0].is_empty(), "\"{words}\" begins with a number: give a word before it");
        let text = &self.text[..section.end];
        let starts = text[section.start..].match_indices(pieces[0]).map(|(at, _)| section.start + at);
        starts.filter_map(|start| Found::at(text, start, &pieces)).collect()
    }
}

/// Words that were found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) whole: Range<usize>,
    pub(crate) numbers: Vec<(Range<usize>, f64)>,
}

impl Found {
    fn at(text: &str, start: usize, pieces: &[&str]) -> Option<Self> {
        let mut at = start + pieces[0].len();
        let mut numbers = Vec::new();
        for piece in &pieces[1..] {
            let (length, value) = number(&text[at..])?;
            numbers.push((at..at + length, value));
            at += length;
            at += text[at..].starts_with(piece).then_some(piece.len())?;
        }
        Some(Self { whole: start..at, numbers })
    }

    pub(crate) fn values(&self) -> Vec<f64> {
        self.numbers.iter().map(|(_, value)| *value).collect()
    }
}

/// The number that `text` begins with, and how many bytes it takes.
pub(crate) fn number(text: &str) -> Option<(usize, f64)> {
    if let Some((word, value)) = WORDS.iter().find(|(word, _)| text.starts_with(word)) {
        return Some((word.len(), *value));
    }
    let mut length = usize::from(text.starts_with('-'));
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // A point or a comma belongs to the number if a digit follows.
    while digit(length) || (matches!(bytes.get(length), Some(b'.' | b',')) && digit(length + 1)) {
        length += 1;
    }
    text[..length].replace(',', "").parse().ok().map(|value| (length, value))
}

impl Page {
    pub(crate) const ALL: [Self; 3] = [Self::Methods, Self::Hearing, Self::Events];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Methods => "docs/methods.md",
            Self::Hearing => "docs/hearing.md",
            Self::Events => "docs/events.md",
        }
    }

    pub(crate) fn text(self) -> &'static Text {
        static TEXTS: LazyLock<[Text; 3]> = LazyLock::new(|| {
            [
                Text::of(include_str!("../../../docs/methods.md")),
                Text::of(include_str!("../../../docs/hearing.md")),
                Text::of(include_str!("../../../docs/events.md")),
            ]
        });
        &TEXTS[self as usize]
    }
}

#[test]
fn a_number_is_found_by_the_words_around_it_and_a_rewritten_sentence_is_told() {
    let text = Text::of(
        "# One\nAt most\n{} 1,200.5 s, or .3.\n\n## Two\nAt least half of it, -8 dB.\n    At least 9 of it.\n",
    );
    let found = text.find("One", "{ 1,200.5 s, or").map(|_| ());
    assert!(found.is_err(), "words that are not there");
    assert_eq!(text.find("One", "} {} s, or {}.").unwrap().values(), [1200.5, 0.3]);
    assert_eq!(text.find("Two", "least {} of it, {} dB").unwrap().values(), [0.5, -8.0]);
    let gone = text.find("One", "least {} of it").unwrap_err();
    assert!(gone.contains("nowhere") && gone.contains("rewritten"), "{gone}");
}
