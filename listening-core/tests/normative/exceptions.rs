//! Numbers of the pages that are no norms, each with the reason.

use crate::page::Page;

/// Words of a page whose numbers are no norms.
#[derive(Debug)]
pub(crate) struct Exception {
    pub(crate) page: Page,
    pub(crate) heading: &'static str,
    pub(crate) words: &'static str,
    /// Why no row reads them.
    #[expect(dead_code, reason = "for the reader")]
    pub(crate) reason: &'static str,
}

const fn not(page: Page, heading: &'static str, words: &'static str, reason: &'static str) -> Exception {
    Exception { page, heading, words, reason }
}

/// A figure that was measured, with its command in docs/validation.md or its bench.
const MEASURED: &str = "measured";
/// How the models were fitted and on what: it is in their files, not in the code.
const FIT: &str = "of the fit";
/// What a standard or a paper says.
const CITED: &str = "cited";
/// An example, which follows from the rows beside it.
const EXAMPLE: &str = "an example";
/// The same as in another sentence that has a row.
const FOLLOWS: &str = "follows from a row";
/// A scale by definition.
const SCALE: &str = "a scale";
/// The network's own shape: `models/MODEL_CARD.json` and `tests/models.rs`.
const NETWORK: &str = "the network's shape";

pub(crate) const EXCEPTIONS: &[Exception] = &[
    not(Page::Methods, "The floor", "are not reported more than 1.3 times as often", FIT),
    not(
        Page::Methods,
        "The floor",
        "while the holder talked on for 0.5 to 0.8 s before stopping, 18 % cut an unfinished sentence; for 0.8 to 1.1 s it is 15 %, for under 0.5 s 19 %",
        MEASURED,
    ),
    not(Page::Methods, "Words", "16 bytes of each word stay in memory", "tests/words_memory.rs holds it"),
    not(Page::Methods, "Words", "grows by 16 bytes per word, about 150 kB per hour", "tests/words_memory.rs holds it"),
    not(Page::Methods, "Words", "(\"okay [0.5 s] and what is your name\"", EXAMPLE),
    not(Page::Methods, "Voice", "a dip of 2 dB after the peak and 25 dB,", CITED),
    not(Page::Methods, "Voice", "In 300 to 900 Hz vowels are strong", FOLLOWS),
    not(Page::Methods, "Voice", "in 5 dB babble, 20 dB softer, a party of one call lost 40 %", MEASURED),
    not(Page::Methods, "Score", "since it lasts 33 s in five minutes of ordinary talk", MEASURED),
    not(Page::Methods, "Score", "cost of its dimension's 100 points", SCALE),
    not(Page::Methods, "Score", "the score changes by 3 points in the median", MEASURED),
    not(Page::Hearing, "The stages", "weights, 96 ms look-ahead", NETWORK),
    not(Page::Hearing, "The stages", "weights in 8 bits with", NETWORK),
    not(
        Page::Hearing,
        "The stages",
        "(levels from -61 to -10 dBov, the other party's echo at -35 to -8 dB, starts cut off)",
        FIT,
    ),
    not(Page::Hearing, "The stages", "distant talkers at -5 to 35 dB", FIT),
    not(Page::Hearing, "The stages", "costs 1.5 times as much as", FIT),
    not(
        Page::Hearing,
        "The stages",
        "reliably only from 45 ms on (at 40 ms it depends",
        "src/activity/tones/tests/digits.rs tries keys of these lengths",
    ),
    not(
        Page::Hearing,
        "The stages",
        "Fax: 1100 Hz (CNG) and 2100 Hz (CED), ITU-T T.30. Modem: 1300 Hz and 2100 Hz with phase reversals or modulation (ITU-T V.25, V.8), 2225 Hz (Bell 103)",
        CITED,
    ),
    not(Page::Hearing, "The stages", "less than 13 dB above the noise (keys at 10 dB can then", MEASURED),
    not(Page::Hearing, "The stages", "to 1e-6 dB on tones", MEASURED),
    not(
        Page::Hearing,
        "The stages",
        "add about 0.3 s to each stretch of talk: choppy talk measures up to 1 dB lower",
        MEASURED,
    ),
    not(Page::Hearing, "The stages", "under about 16 dB the noise itself raises", MEASURED),
    not(Page::Hearing, "The stages", "averaged over about 15 frames", "an average that decays, without an edge"),
    not(Page::Hearing, "The stages", "63 % in one of 10,000 frames", MEASURED),
    not(Page::Hearing, "The stages", "(Opus at 24 kbit/s and less)", "of another codec: docs/inputs.md"),
    not(Page::Hearing, "The stages", "are correlated over about 50 ms", "an average that decays, without an edge"),
    not(Page::Hearing, "Findings about a channel", "So single packets of 20 ms change little", EXAMPLE),
    not(
        Page::Hearing,
        "Findings about a channel",
        "with `low` and `high`, an interval of 90 %",
        "as every interval: `Measures`",
    ),
    not(
        Page::Hearing,
        "Findings about a channel",
        "parts per million, with an interval of 90 %",
        "as every interval: `Measures`",
    ),
    not(Page::Hearing, "Findings about a channel", "At 100 parts per million (8000 and 7999.2 Hz) it takes", EXAMPLE),
    not(
        Page::Hearing,
        "Findings about a channel",
        "(2 s of it in a pause of 1.8 s rise by 4 dB and are not detected)",
        EXAMPLE,
    ),
    not(Page::Hearing, "Findings about a channel", "the lag is accurate to 10 ms", "one frame"),
    not(Page::Hearing, "Findings about a channel", "Value: the delay, to 10 ms", "one frame"),
    not(Page::Events, "Events, one by one", "each character is 0.2 s", "tests/drawings.rs reads the drawings so"),
    not(Page::Events, "turn_end", "of which speech detection takes 0.16 s", MEASURED),
    not(Page::Events, "From the first sound to the final event", "usually 0.1 to 0.25 s", MEASURED),
    not(
        Page::Events,
        "From the first sound to the final event",
        "pushed in packets of 10 ms, no event was later than that: provisional events came 0.24 s after the onset in the median and all within 0.30 s, final events after 2.46 s and 2.96 s",
        MEASURED,
    ),
    not(
        Page::Events,
        "From the first sound to the final event",
        "the likeliest kind is right for 43 %, and 25 % turn out to be no event",
        MEASURED,
    ),
];
