//! Which words are feedback, and which leave a clause open: one list per language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use super::classes::{Classes, NAMES};
use crate::error::{Error, ErrorKind, Result};

/// A word's number among those of listed items of two; 0 where it is in none. So that two words that follow each other
/// can be recognised as an item, and no text needs to be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member(u16);

/// What a party says that shows which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// Only who answers for a centre says so: "thank you for calling".
    Greeting,
    /// Mostly the agent, but not only: "my name is ... from".
    Introduction,
}

/// Names of these in a list.
const OPENERS: [(&str, Opener); 2] = [("greeting", Opener::Greeting), ("introduction", Opener::Introduction)];

/// A phrase has no more words.
pub(super) const PHRASE_WORDS: usize = 8;
/// In a phrase, it matches up to this many words of any kind.
const ANYTHING: &str = "...";
pub(super) const SKIPPED: usize = 6;

/// A list is no longer, in bytes.
const LIST_BYTES: usize = 1 << 20;
/// A lexicon has no more words and items of two, and no more phrases: every word of them then has a number of its own.
const MOST_ITEMS: usize = 30_000;
const MOST_PHRASES: usize = 500;
/// So many letters of a line are quoted.
const QUOTED: usize = 60;

/// Sounds, whatever the list.
fn is_common_sound(word: &str) -> bool {
    static SOUNDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("lexicon/sounds.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    SOUNDS.contains(word)
}

/// A language with a list of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// The only one whose gain was measured.
    #[default]
    English,
    /// From general knowledge, not measured.
    German,
    /// From general knowledge, not measured.
    Spanish,
    /// From general knowledge, not measured.
    French,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::Spanish, Self::French];

    /// `en`, `de`, `es` or `fr`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// The language of that code.
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`]) of any other.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| {
            ErrorKind::Setting {
                name: "language",
                got: format!("'{code}'"),
                expected: "en, de, es or fr; for another language give a lexicon of your own",
            }
            .into()
        })
    }

    fn list(self) -> &'static str {
        match self {
            Self::English => include_str!("lexicon/en.txt"),
            Self::German => include_str!("lexicon/de.txt"),
            Self::Spanish => include_str!("lexicon/es.txt"),
            Self::French => include_str!("lexicon/fr.txt"),
        }
    }
}

/// The words of a language that the floor listens for, each with its classes. Cheap to clone.
///
/// A list is text, a line for each class: `continuer: mhm, uh-huh, mm hmm`. Classes are `continuer`, `hum`, `yes`,
/// `right`, `okay`, `no`, `oh`, `praise`, `companion`, `filler`, `conjunction`, `calls_for_more`, `pronoun`,
/// `auxiliary`, `question`, `common`, `asks`, `closing`, `sound`, and `greeting` and `introduction`; `docs/methods.md` says what
/// each is for. An item is a word or two, of the last two classes a phrase of up to eight words in which `...` matches up to
/// six others; `#` begins a comment.
///
/// ```
/// use listening_core::{Config, Language, Lexicon};
/// let lexicon = Lexicon::of(Language::German).extended("continuer: joa, jupp\nright: passt scho")?;
/// let config = Config { lexicon, ..Config::default() };
/// # Ok::<(), listening_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Lexicon(Arc<Lists>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lists {
    words: BTreeMap<Box<str>, Classes>,
    /// Items of two words.
    pairs: BTreeMap<(Member, Member), Classes>,
    members: BTreeMap<Box<str>, Member>,
    /// Phrases that show who is the agent; the member 0 means [`ANYTHING`].
    phrases: Vec<(Vec<Member>, Opener)>,
    language: Option<Language>,
}

impl Lists {
    fn add(&mut self, item: &[String], class: Classes) {
        let classes = match item {
            [first, second] => {
                let pair = (self.number(first), self.number(second));
                self.pairs.entry(pair).or_default()
            }
            _ => self.words.entry(item.concat().into()).or_default(),
        };
        *classes = *classes | class;
    }

    fn number(&mut self, word: &str) -> Member {
        // The limits of a lexicon leave room for all.
        let next = Member(u16::try_from(self.members.len() + 1).unwrap_or(u16::MAX));
        *self.members.entry(word.into()).or_insert(next)
    }
}

/// What a text adds to a lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Additions {
    /// Words and items of two, each with its class.
    items: Vec<(Vec<String>, Classes)>,
    /// Phrases; `None` means [`ANYTHING`].
    phrases: Vec<(Vec<Option<String>>, Opener)>,
}

impl Additions {
    fn parse(list: &str) -> Result<Self> {
        if list.len() > LIST_BYTES {
            return Err(too_much("bytes in one list", list.len(), LIST_BYTES));
        }
        let mut more = Self::default();
        for (index, line) in list.lines().enumerate() {
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            let refused = |got: &str| Error::from(ErrorKind::Lexicon { line: index + 1, got: quoted(got) });
            let (name, items) = line.split_once(':').ok_or_else(|| refused(line))?;
            let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
            if let Some((_, opener)) = OPENERS.iter().find(|(known, _)| *known == name.trim()) {
                for item in items {
                    more.phrases.push((phrase(item).ok_or_else(|| refused(item))?, *opener));
                }
                continue;
            }
            let class = NAMES.iter().find(|(known, _)| *known == name.trim()).ok_or_else(|| refused(name.trim()))?.1;
            for item in items {
                let words: Vec<String> = item.split_whitespace().take(3).map(plain).collect();
                if words.len() > 2 || words.iter().any(String::is_empty) {
                    return Err(refused(item));
                }
                more.items.push((words, class));
            }
        }
        Ok(more)
    }
}

/// The words of a phrase; `None` where it is none.
fn phrase(item: &str) -> Option<Vec<Option<String>>> {
    let words: Vec<&str> = item.split_whitespace().take(PHRASE_WORDS + 1).collect();
    let ends = [words.first(), words.last()].iter().all(|word| word.is_none_or(|word| *word != ANYTHING));
    if !ends || words.len() < 2 || words.len() > PHRASE_WORDS {
        return None;
    }
    let word = |word: &&str| match (*word, plain(word)) {
        (ANYTHING, _) => Some(None),
        (_, word) if word.is_empty() => None,
        (_, word) => Some(Some(word)),
    };
    words.iter().map(word).collect()
}

/// As much of a line, or of a name, as an error shows.
pub(crate) fn quoted(line: &str) -> String {
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}

fn too_much(what: &'static str, got: usize, most: usize) -> Error {
    ErrorKind::LexiconSize { what, got, most }.into()
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::of(Language::English)
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} items)", self.0.words.len() + self.0.pairs.len())
    }
}

impl From<Language> for Lexicon {
    fn from(language: Language) -> Self {
        Self::of(language)
    }
}

impl Lexicon {
    /// The list that comes with the library.
    pub fn of(language: Language) -> Self {
        static LISTS: LazyLock<[Lexicon; 4]> = LazyLock::new(|| {
            // The lists are ours, and a test reads them.
            Language::ALL.map(|language| {
                let mut lexicon = Lexicon::parse(language.list()).unwrap_or_else(|_| Lexicon::empty());
                Arc::make_mut(&mut lexicon.0).language = Some(language);
                lexicon
            })
        });
        LISTS[language as usize].clone()
    }

    /// A list without words, to build one's own on.
    pub fn empty() -> Self {
        Self(Arc::default())
    }

    /// A list of one's own and nothing else.
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`]) that names the line that was not understood.
    pub fn parse(list: &str) -> Result<Self> {
        Self::empty().extended(list)
    }

    /// This list and more. A word that is in it already keeps its classes and gets the new one. A list is at most 1 MiB of
    /// text, and a lexicon at most 30,000 words and items of two and 500 phrases.
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`]) that names the line that was not understood, or the limit.
    pub fn extended(mut self, list: &str) -> Result<Self> {
        let more = self.additions(list)?;
        self.add(more);
        Ok(self)
    }

    /// What a text would add.
    pub(crate) fn additions(&self, list: &str) -> Result<Additions> {
        let more = Additions::parse(list)?;
        let items = self.0.words.len() + self.0.pairs.len() + more.items.len();
        let phrases = self.0.phrases.len() + more.phrases.len();
        if items > MOST_ITEMS {
            return Err(too_much("words and items of two words", items, MOST_ITEMS));
        }
        if phrases > MOST_PHRASES {
            return Err(too_much("greetings and introductions", phrases, MOST_PHRASES));
        }
        Ok(more)
    }

    /// Adds what a text held.
    pub(super) fn add(&mut self, more: Additions) {
        let lists = Arc::make_mut(&mut self.0);
        more.items.iter().for_each(|(item, class)| lists.add(item, *class));
        for (phrase, opener) in more.phrases {
            let members =
                phrase.iter().map(|word| word.as_deref().map_or(Member::default(), |word| lists.number(word)));
            let members = members.collect();
            lists.phrases.push((members, opener));
        }
    }

    /// The language whose list it is, or was before more was added; `None` for a list of one's own.
    pub fn language(&self) -> Option<Language> {
        self.0.language
    }

    /// Whether a word, in lower case, makes text in brackets a sound.
    pub(super) fn is_sound(&self, word: &str) -> bool {
        is_common_sound(word) || self.0.words.get(word).is_some_and(|classes| classes.any(Classes::SOUND))
    }

    /// The phrase that begins with the first of these words, if one does.
    pub(super) fn opener(&self, words: &(impl Iterator<Item = Member> + Clone)) -> Option<Opener> {
        let first = words.clone().next().filter(|first| *first != Member::default())?;
        let mut phrases = self.0.phrases.iter().filter(|(phrase, _)| phrase[0] == first);
        phrases.find(|(phrase, _)| begins_with(words.clone(), phrase)).map(|(_, opener)| *opener)
    }

    /// The classes of a word as [`plain`] writes it; none if it is not listed.
    pub(super) fn classes(&self, word: &str) -> Classes {
        if word.ends_with('-') {
            return Classes::PARTIAL;
        }
        self.0.words.get(word).copied().unwrap_or_default()
    }

    /// The word's number among those of items of two.
    pub(super) fn member(&self, word: &str) -> Member {
        self.0.members.get(word).copied().unwrap_or_default()
    }

    /// The classes of two words in a row, where the floor asks for them as one item.
    pub(super) fn pair(&self, first: Member, second: Member) -> Option<Classes> {
        self.pair_of_any_class(first, second).filter(|classes| classes.any(Classes::FLOOR))
    }

    /// The classes of two words in a row, where they are listed as one item.
    pub(super) fn pair_of_any_class(&self, first: Member, second: Member) -> Option<Classes> {
        self.0.pairs.get(&(first, second)).copied()
    }
}

/// Whether words begin with a phrase.
fn begins_with(mut words: impl Iterator<Item = Member>, phrase: &[Member]) -> bool {
    let mut skips = false;
    for member in phrase {
        if *member == Member::default() {
            skips = true;
            continue;
        }
        let within = if skips { SKIPPED + 1 } else { 1 };
        if !words.by_ref().take(within).any(|word| word == *member) {
            return false;
        }
        skips = false;
    }
    true
}

/// A word without case, punctuation and the marks that recognisers put around it.
pub(super) fn plain(text: &str) -> String {
    let text = text.split('_').next().unwrap_or("");
    let inside = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’');
    inside.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_has_every_class() {
        for language in Language::ALL {
            let lexicon = Lexicon::parse(language.list()).unwrap();
            for (name, class) in NAMES.into_iter().filter(|(name, _)| *name != "sound") {
                assert!(lexicon.0.words.values().any(|classes| classes.any(class)), "{language:?} {name}");
            }
            assert_eq!(Language::from_code(language.code()), Ok(language));
        }
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        let word = |text: &str| Lexicon::default().classes(&plain(text));
        for text in ["yeah", "Yeah.", "YEAH!", "yeah_1", "\"yeah\","] {
            assert!(word(text).any(Classes::YES), "{text}");
        }
        assert!(word("that’s").any(Classes::COMPANION));
        assert!(word("th[e]-").any(Classes::PARTIAL));
        assert_eq!(word("invoice"), Classes::default());
    }

    #[test]
    fn feedback_of_each_language() {
        for (language, words) in [
            (Language::English, ["um-hum", "Yeah", "right", "wow"]),
            (Language::German, ["mhm", "Ja", "genau", "prima"]),
            (Language::Spanish, ["ajá", "Sí", "claro", "genial"]),
            (Language::French, ["mhm", "Oui", "exactement", "super"]),
        ] {
            let classes = [Classes::CONTINUER, Classes::YES, Classes::RIGHT, Classes::PRAISE];
            for (word, class) in words.into_iter().zip(classes) {
                assert!(Lexicon::of(language).classes(&plain(word)).any(class), "{language:?} {word}");
            }
        }
    }

    #[test]
    fn unfinished_clauses_of_each_language() {
        for (language, words) in [
            (Language::English, ["and", "the", "of", "because"]),
            (Language::German, ["und", "der", "von", "weil"]),
            (Language::Spanish, ["y", "el", "de", "porque"]),
            (Language::French, ["et", "le", "de", "parce"]),
        ] {
            for word in words {
                assert!(Lexicon::of(language).classes(word).any(Classes::CALLS_FOR_MORE), "{language:?} {word}");
            }
        }
    }

    #[test]
    fn own_words_are_added_and_nonsense_is_refused_with_its_line() {
        let own = Lexicon::default().extended("continuer: joa\n# note\nright: gotcha, fair enough").unwrap();
        assert!(own.classes("joa").any(Classes::CONTINUER));
        assert!(own.pair(own.member("fair"), own.member("enough")).is_some());
        assert!(own.pair(own.member("enough"), own.member("fair")).is_none());
        assert!(!Lexicon::default().classes("joa").any(Classes::CONTINUER));
        for (list, line) in [
            ("yes: ja\nmaybe: vielleicht", 2),
            ("yes", 1),
            ("yes: one two three", 1),
            ("greeting: hello", 1),
            ("greeting: ... hello", 1),
            ("greeting: one two three four five six seven eight nine", 1),
        ] {
            let error = Lexicon::parse(list).unwrap_err().to_string();
            assert!(error.starts_with(&format!("line {line} of the lexicon")), "{error}");
        }
    }
}
