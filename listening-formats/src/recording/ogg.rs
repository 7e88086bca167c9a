//! Ogg: pages. Files may be joined: each link of the chain is a file of its own. A page that is damaged or missing is known by its
//! checksum and its number, and what it held by the places of those around it.

use super::layout::{Layout, Part, Piece, Stretch};
use super::numbers::le32;
use super::ogg_page::{MOST_HEAD, Page};
use crate::source::{Source, Window};

/// The most that a page holds: 255 packets of 120 ms (RFC 7845). No more is believed of one that is missing.
const MOST_SECONDS: u64 = 31;
/// Numbers of pages further on than this are none: a stream that begins again counts from the start.
const MOST_MISSING: u32 = 1 << 16;

/// One stream of the chain while its pages are read.
struct Link {
    /// Where it begins; where its first page with audio lies, up to where its headers go.
    from: u64,
    headers: Option<u64>,
    serial: u32,
    /// Places in it that are a second; `None` where a stream of its kind cannot be taken apart.
    clock: Option<u32>,
    /// The number that its next page has, and the end of the last one.
    next: u32,
    end: u64,
    /// It has pages besides its first.
    begun: bool,
    /// Where the pages begin that follow what was missing last, and the place up to which all was there before it.
    run: Option<(u64, u64)>,
    /// The place up to which it goes so far.
    reached: u64,
    /// The most that is believed to be missing, until the next place is known.
    most: Option<u64>,
}

impl Link {
    fn new(from: u64, page: &Page, clock: Option<u32>) -> Self {
        let (serial, next, end) = (page.serial, page.sequence.wrapping_add(1), from + page.size);
        Self { from, headers: None, serial, clock, next, end, begun: false, run: None, reached: 0, most: None }
    }

    /// Takes the next page; gives the part that ends where pages are missing before it.
    fn push(&mut self, at: u64, page: &Page) -> Option<Part> {
        self.begun = true;
        if page.serial != self.serial {
            // Streams beside each other are not taken apart.
            self.clock = None;
        }
        let missing = page.sequence.wrapping_sub(self.next);
        let mut ended = None;
        if missing > 0 && self.headers.is_none() {
            self.clock = None;
        } else if let Some(clock) = self.clock.filter(|_| (1..MOST_MISSING).contains(&missing) && self.reached > 0) {
            ended = Some(self.part(self.end));
            self.run = Some((at, self.reached));
            self.most = Some(u64::from(missing + 1) * MOST_SECONDS * u64::from(clock));
        }
        (self.next, self.end) = (page.sequence.wrapping_add(1), at + page.size);
        if let Some(place) = page.place {
            if place > 0 {
                self.headers.get_or_insert(at);
            }
            if let (Some(most), Some((_, before))) = (self.most.take(), &mut self.run) {
                *before = (*before).max(place.saturating_sub(most));
            }
            self.reached = self.reached.max(place);
        }
        ended
    }

    /// The part up to `end` of the file.
    fn part(&self, end: u64) -> Part {
        let (Some((start, before)), Some(headers), Some(clock)) = (self.run, self.headers, self.clock) else {
            return Part::range(self.from, end);
        };
        let stretch = Stretch { units: self.reached.saturating_sub(before), per_second: clock };
        let pieces = vec![Piece::Range(self.from, headers), Piece::Range(start, end)];
        Part { pieces, stretch: Some(stretch), ..Part::default() }
    }
}

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Layout, S::Error> {
    let end = file.end;
    let (mut at, mut last) = (0, false);
    let mut link: Option<Link> = None;
    let mut parts = Vec::new();
    while at < end {
        let page = Page::read(file.bytes(at, MOST_HEAD)?);
        let whole = match page {
            Some(page) => page.is_whole(file, at)?,
            None => false,
        };
        let Some(page) = page.filter(|_| whole) else {
            let Some(next) = page_after(file, at)? else {
                // A page that has not come whole.
                last = false;
                break;
            };
            at = next;
            continue;
        };
        last = page.last;
        match &mut link {
            Some(link) if !page.first => parts.extend(link.push(at, &page)),
            Some(link) if !link.begun => {
                link.clock = None;
                link.end = at + page.size;
            }
            _ => {
                parts.extend(link.take().map(|link| link.part(at)));
                let clock = clock(file, at)?;
                // What is before the first page belongs to it.
                link = Some(Link::new(if parts.is_empty() { 0 } else { at }, &page, clock));
            }
        }
        at += page.size;
    }
    parts.push(link.map_or_else(|| Part::range(0, end), |link| link.part(end)));
    Ok(Layout { parts, cut: !last, ..Layout::default() })
}

/// Places a second of the stream whose first page lies at `at`: of Vorbis its sample rate, of Opus 48,000.
fn clock<S: Source>(file: &mut Window<'_, S>, at: u64) -> Result<Option<u32>, S::Error> {
    let page = file.bytes(at, 64)?;
    let packet = page.get(28..).unwrap_or_default();
    let vorbis = packet.strip_prefix(b"\x01vorbis").and_then(|rest| rest.get(5..)).map(le32);
    let opus = packet.starts_with(b"OpusHead").then_some(48_000);
    Ok(vorbis.or(opus).filter(|&clock| clock > 0))
}

/// Where the next page begins after `at`.
fn page_after<S: Source>(file: &mut Window<'_, S>, at: u64) -> Result<Option<u64>, S::Error> {
    let mut at = at + 1;
    loop {
        // A block may hold less than the mark; this brings what follows.
        file.bytes(at, 4)?;
        let block = file.block(at)?;
        if block.len() < 4 {
            return Ok(None);
        }
        match block.windows(4).position(|four| four == b"OggS") {
            Some(found) => return Ok(Some(at + found as u64)),
            None => at += block.len() as u64 - 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ogg_page::page;
    use super::*;

    /// A stream of Vorbis with a page a second from the second page on, at 8 kHz.
    fn stream(serial: u32, seconds: u32) -> Vec<Vec<u8>> {
        let mut id = b"\x01vorbis\0\0\0\0\x02".to_vec();
        id.extend(8000_u32.to_le_bytes());
        let mut pages = vec![page(2, 0, serial, 0, &id), page(0, 0, serial, 1, &[5; 400])];
        for k in 1..=seconds {
            let flags = if k == seconds { 4 } else { 0 };
            pages.push(page(flags, u64::from(k) * 8000, serial, k + 1, &[k as u8; 300]));
        }
        pages
    }

    fn found(bytes: &[u8]) -> Layout {
        let mut source = bytes;
        layout(&mut Window::new(&mut source)).unwrap()
    }

    fn stretches(layout: &Layout) -> Vec<Option<(u64, u32)>> {
        layout.parts.iter().map(|part| part.stretch.map(|stretch| (stretch.units, stretch.per_second))).collect()
    }

    #[test]
    fn whole_and_joined_files_are_parts_as_they_are() {
        let (one, two) = (stream(1, 4).concat(), stream(2, 3).concat());
        let end = one.len() as u64;
        assert_eq!(found(&one), Layout { parts: vec![Part::range(0, end)], ..Layout::default() });
        let joined = [one.clone(), two.clone()].concat();
        assert_eq!(found(&joined).parts, [Part::range(0, end), Part::range(end, joined.len() as u64)]);
        let cut = found(&one[..one.len() - 1]);
        assert!(cut.cut && cut.parts == [Part::range(0, end - 1)]);
    }

    #[test]
    fn a_page_that_is_damaged_or_missing_divides_its_stream() {
        let pages = stream(1, 9);
        let at = |k: usize| pages[..k].iter().map(|page| page.len() as u64).sum::<u64>();
        let headers = Piece::Range(0, at(2));
        let end = at(pages.len());
        // The fifth second: damaged in its data, in its head, and all zeros.
        for (from, count) in [(200, 1), (2, 1), (0, pages[6].len())] {
            let mut bytes = pages.concat();
            let start = at(6) as usize + from;
            bytes[start..start + count].iter_mut().for_each(|byte| *byte = !*byte);
            let layout = found(&bytes);
            assert!(!layout.cut);
            assert_eq!(stretches(&layout), [None, Some((40_000, 8000))]);
            assert_eq!(layout.parts[0].pieces, [Piece::Range(0, at(6))]);
            assert_eq!(layout.parts[1].pieces, [headers.clone(), Piece::Range(at(7), end)]);
        }
        // Not there at all, and two of them.
        let without = [&pages[..4], &pages[6..]].concat().concat();
        assert_eq!(stretches(&found(&without)), [None, Some((56_000, 8000))]);
        // Twice.
        let mut bytes = pages.concat();
        [at(4), at(8)].iter().for_each(|at| bytes[*at as usize + 100] ^= 1);
        assert_eq!(stretches(&found(&bytes)), [None, Some((32_000, 8000)), Some((24_000, 8000))]);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_left_as_it_is() {
        let damaged = |pages: &[Vec<u8>], which: usize| {
            let mut pages = pages.to_vec();
            let last = pages[which].len() - 1;
            pages[which][last] ^= 1;
            found(&pages.concat())
        };
        // A header, the first page with audio, the last one, and a codec that is not known.
        let pages = stream(1, 4);
        assert_eq!(damaged(&pages, 1).parts.len(), 1);
        assert_eq!(damaged(&pages, 2).parts.len(), 1);
        let last = damaged(&pages, 5);
        assert!(last.cut && last.parts.len() == 1);
        let mut unknown = pages.clone();
        unknown[0] = page(2, 0, 1, 0, b"\x7fFLAC");
        assert_eq!(damaged(&unknown, 4).parts.len(), 1);
        // Two streams beside each other.
        let mut beside: Vec<Vec<u8>> = pages.iter().zip(stream(2, 4)).flat_map(|(a, b)| [a.clone(), b]).collect();
        beside.remove(7);
        assert_eq!(found(&beside.concat()).parts.len(), 1);
    }

    #[test]
    fn no_more_is_believed_to_be_missing_than_pages_hold() {
        let mut pages = stream(1, 3);
        pages.push(page(4, 1 << 60, 1, 6, &[0; 100]));
        let layout = found(&pages.concat());
        assert_eq!(stretches(&layout), [None, Some((2 * 31 * 8000, 8000))]);
        // A number that is far off is none of this stream.
        let far = [stream(1, 3), vec![page(0, 32_000, 1, 5 + (1 << 16), &[0; 100])]].concat().concat();
        assert_eq!(stretches(&found(&far)), [None]);
    }
}
