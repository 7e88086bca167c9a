//! Fitted numbers, read from the safetensors files in `models/` while this crate is compiled: one read-only copy in the
//! binary, shared by every session. A file that lacks a tensor, or has one of another type or shape, does not build.

/// A safetensors file: a JSON header, whose length the first eight bytes give, and the numbers.
#[derive(Clone, Copy)]
pub(crate) struct Tensors {
    header: &'static [u8],
    numbers: &'static [u8],
}

/// A reader of one type of number, by its name in the header.
macro_rules! reader {
    ($number:ident, $dtype:literal) => {
        /// All `N` numbers of the tensor, the last index running fastest.
        ///
        /// # Panics
        ///
        /// Where the file lacks the tensor, or has it of another type or shape.
        pub(crate) const fn $number<const N: usize>(&self, name: &str, shape: &[usize]) -> [$number; N] {
            let bytes = self.bytes(name, $dtype, shape);
            let (each, rest) = bytes.as_chunks::<{ size_of::<$number>() }>();
            assert!(each.len() == N && rest.is_empty(), "a tensor's bytes are not those of its shape");
            let mut numbers = [0 as $number; N];
            let mut k = 0;
            while k < N {
                numbers[k] = $number::from_le_bytes(each[k]);
                k += 1;
            }
            numbers
        }
    };
}

impl Tensors {
    /// Takes a whole file.
    pub(crate) const fn of(file: &'static [u8]) -> Self {
        let (length, rest) = file.split_first_chunk().expect("a safetensors file begins with eight bytes");
        let (header, numbers) = rest.split_at(u64::from_le_bytes(*length) as usize);
        Self { header, numbers }
    }

    reader!(f32, "F32");
    reader!(i16, "I16");
    reader!(u8, "U8");

    /// The first number of the tensor's shape, where the fit decides on it.
    pub(crate) const fn rows(&self, name: &str) -> usize {
        first(after(self.entry(name), "shape")).0
    }

    /// What the header says of a tensor.
    const fn entry(&self, name: &str) -> &'static [u8] {
        let entry = after(self.header, name);
        let mut end = 0;
        while entry[end] != b'}' {
            end += 1;
        }
        entry.split_at(end).0
    }

    const fn bytes(&self, name: &str, dtype: &str, shape: &[usize]) -> &'static [u8] {
        let entry = self.entry(name);
        assert!(is_quoted(after(entry, "dtype"), dtype.as_bytes()), "a tensor is of another type");
        let mut listed = after(entry, "shape");
        let mut k = 0;
        while k < shape.len() {
            let (number, rest) = first(listed);
            assert!(number == shape[k], "a tensor has another shape");
            (listed, k) = (rest, k + 1);
        }
        assert!(listed[0] == b']', "a tensor has another shape");
        let (start, rest) = first(after(entry, "data_offsets"));
        let (end, _) = first(rest);
        self.numbers.split_at(end).0.split_at(start).1
    }
}

/// What follows `"key":` in JSON as Python and the safetensors library write it.
const fn after<'a>(json: &'a [u8], key: &str) -> &'a [u8] {
    let mut at = 0;
    while at < json.len() {
        // Calls cost most where the compiler interprets, so there is none for a byte that is no quotation mark.
        if json[at] == b'"' && is_quoted(json.split_at(at).1, key.as_bytes()) {
            let (_, value) = json.split_at(at + key.len() + 2);
            if let [b':', value @ ..] = value {
                return value.trim_ascii_start();
            }
        }
        at += 1;
    }
    panic!("the file lacks a tensor")
}

/// Whether `text` begins with `word` between quotation marks.
const fn is_quoted(text: &[u8], word: &[u8]) -> bool {
    if text.len() < word.len() + 2 || text[0] != b'"' || text[word.len() + 1] != b'"' {
        return false;
    }
    let mut k = 0;
    while k < word.len() && text[k + 1] == word[k] {
        k += 1;
    }
    k == word.len()
}

/// The next number of a list, and the text after it.
const fn first(list: &[u8]) -> (usize, &[u8]) {
    let mut rest = list;
    while let [b'[' | b',' | b' ', after @ ..] = rest {
        rest = after;
    }
    assert!(!rest.is_empty() && rest[0].is_ascii_digit(), "a tensor has another shape");
    let mut number = 0;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        number = 10 * number + (*digit - b'0') as usize;
        rest = after;
    }
    (number, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPACT: &str = r#"{"__metadata__":{"for":"\"b\":{"},"a":{"dtype":"I16","shape":[2,1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#;

    fn tensors(header: &str) -> Tensors {
        let mut file = (header.len() as u64).to_le_bytes().to_vec();
        file.extend(header.bytes());
        file.extend([0xFF, 0xFF, 7, 0]);
        file.extend(1.5_f32.to_le_bytes());
        Tensors::of(file.leak())
    }

    #[test]
    fn numbers_are_read_whoever_wrote_the_file() {
        // The first as the safetensors library writes, the second as Python's json does.
        for header in [COMPACT.to_owned(), COMPACT.replace(':', ": ").replace(',', ", ") + "  "] {
            let file = tensors(&header);
            assert_eq!(file.i16("a", &[2, 1]), [-1, 7]);
            assert_eq!(file.f32("b", &[1]), [1.5]);
            assert_eq!((file.rows("a"), file.rows("b")), (2, 1));
        }
    }

    #[test]
    #[should_panic(expected = "lacks a tensor")]
    fn a_tensor_that_is_missing_is_found() {
        let _ = tensors(COMPACT).f32::<1>("c", &[1]);
    }

    #[test]
    #[should_panic(expected = "another type")]
    fn another_type_is_found() {
        let _ = tensors(COMPACT).u8::<2>("a", &[2, 1]);
    }

    #[test]
    #[should_panic(expected = "another shape")]
    fn another_size_is_found() {
        let _ = tensors(COMPACT).i16::<2>("a", &[1, 2]);
    }

    #[test]
    #[should_panic(expected = "another shape")]
    fn fewer_dimensions_are_found() {
        let _ = tensors(COMPACT).i16::<2>("a", &[2]);
    }

    #[test]
    #[should_panic(expected = "another shape")]
    fn more_dimensions_are_found() {
        let _ = tensors(COMPACT).f32::<1>("b", &[1, 1]);
    }

    #[test]
    #[should_panic(expected = "not those of its shape")]
    fn offsets_that_deny_the_shape_are_found() {
        let _ = tensors(&COMPACT.replace("[4,8]", "[4,6]")).f32::<1>("b", &[1]);
    }
}
