//! The call's sound within a page.

/// The call's sound within a page: what a browser plays.
#[derive(Clone, Copy, Debug)]
pub struct Sound<'a> {
    pub(crate) kind: &'a str,
    pub(crate) base64: &'a str,
}

impl<'a> Sound<'a> {
    /// Sound of a media type, `audio/mpeg` for instance, as base64.
    ///
    /// `None` where that is no base64 (of the standard alphabet), or no media type of audio.
    pub fn new(kind: &'a str, base64: &'a str) -> Option<Self> {
        let plain = |each: u8| each.is_ascii_alphanumeric();
        let subtype = kind.strip_prefix("audio/")?;
        let typed = !subtype.is_empty() && subtype.bytes().all(|each| plain(each) || b"-.+".contains(&each));
        let coded = base64.bytes().all(|each| plain(each) || b"+/=".contains(&each));
        (typed && coded).then_some(Self { kind, base64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sound_is_taken() {
        assert!(Sound::new("audio/mpeg", "AAA=").is_some());
        assert!(Sound::new("text/html", "AAA=").is_none());
        assert!(Sound::new("audio/", "AAA=").is_none());
        assert!(Sound::new("audio/wav", "\"><script>").is_none());
    }
}
