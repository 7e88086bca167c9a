//! What words weigh in a long live call, counted by the allocator.

mod common;
#[path = "common/counting.rs"]
mod counting;

use std::sync::atomic::Ordering;

use counting::HELD;
use listening_core::{Config, Party, Session};

#[test]
fn words_are_forgotten_whether_somebody_talks_or_nobody() {
    let demo = common::demo_mulaw();
    for audio in [demo[34 * 16_000..44 * 16_000].to_vec(), vec![255; 160_000]] {
        let mut session = Session::new(Config::default()).unwrap();
        let mut held = [0; 2];
        // Six minutes, with a word of each party in every tenth of a second, and old ones between.
        for (tenth, packet) in audio.chunks_exact(1600).cycle().take(3600).enumerate() {
            session.push_mulaw(packet).unwrap();
            let now = session.position().seconds();
            for party in Party::BOTH {
                session.push_word(party, now - 0.1, now, "because").unwrap();
                session.push_word(party, 0.0, 0.1, "of course").unwrap();
            }
            held[usize::from(tenth >= 1200)] = HELD.load(Ordering::Relaxed);
        }
        let [at_two_minutes, at_six] = held;
        println!("{at_two_minutes} bytes after two minutes with words, {at_six} after six");
        // What the floor knows of them would be 450 kB more. For the measures 16 bytes of each are kept, with an eighth to
        // spare; talkspurts and events are kept too, 60 bytes and 200 each.
        let words = 2400 * 2 * 3;
        assert!(at_six < at_two_minutes + words * 18 + 64 * 1024, "{at_two_minutes} {at_six}");
    }
}
