//! Seeds changed at random, repeatably.

/// Numbers at which readers err.
const NUMBERS: [&str; 22] = [
    "0",
    "-0",
    "-1",
    "1",
    "0.5",
    "100",
    "101",
    "1e308",
    "-1e308",
    "1e309",
    "1e-320",
    "0.0005",
    "31536000",
    "31536001",
    "9007199254740993",
    "18446744073709551616",
    "4294967296",
    "null",
    "true",
    "\"1\"",
    "[]",
    "{}",
];
const BYTES: [u8; 10] = [0, 1, 0x7f, 0x80, 0xff, b'"', b'{', b']', b',', b'\n'];
/// Words, brackets and letters that are hard on readers of text.
const TEXTS: [&str; 12] =
    ["\u{feff}", "\u{0}", "ß", "İ", "ﬃ", "e\u{301}", "\u{202e}", "[laughter]", "yes:", "...", "-", "’"];

pub(crate) struct Changes {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

/// FNV-1a.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

impl Changes {
    pub(crate) fn new(seed: u64, seeds: &[Vec<u8>]) -> Self {
        Self { seeds: seeds.to_vec(), state: seed }
    }

    /// A seed with up to eight changes; now and then only random bytes.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.seed();
        if self.seeds.is_empty() || self.below(16) == 0 {
            let length = self.below(600);
            input = (0..length).map(|_| self.below(256) as u8).collect();
        }
        for _ in 0..=self.below(8) {
            self.change(&mut input);
        }
        input
    }

    fn seed(&mut self) -> Vec<u8> {
        let at = self.below(self.seeds.len());
        self.seeds.get(at).cloned().unwrap_or_default()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let longest = 1 << self.below(8);
        let until = (at + 1 + self.below(longest)).min(input.len()).max(at);
        match self.below(10) {
            0 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (self.state % 8)),
            1 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = BYTES[(self.state % 10) as usize]),
            2 => drop(input.drain(at..until)),
            3 => {
                let again = input[at..until].to_vec();
                input.splice(at..at, again);
            }
            4 => {
                let other = self.seed();
                let from = self.below(other.len() + 1);
                let to = (from + self.below(200)).min(other.len());
                input.splice(at..until, other[from..to].iter().copied());
            }
            5..=7 => self.number(input, at),
            8 => {
                let text = TEXTS[self.below(TEXTS.len())];
                input.splice(at..at, text.bytes());
            }
            _ => input.truncate(at),
        }
    }

    /// Another number in place of the next one in a text.
    fn number(&mut self, input: &mut Vec<u8>, at: usize) {
        let digit = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e');
        let Some(from) = input[at..].iter().position(u8::is_ascii_digit).map(|more| at + more) else { return };
        let to = input[from..].iter().position(|byte| !digit(byte)).map_or(input.len(), |more| from + more);
        let number = NUMBERS[self.below(NUMBERS.len())];
        input.splice(from..to, number.bytes());
    }

    /// From 0 to below `n`; 0 for none (splitmix64).
    fn below(&mut self, n: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) as usize).checked_rem(n).unwrap_or(0)
    }
}
