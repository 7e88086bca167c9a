//! Packets of a call: any datagram at any time, and streams that begin again, jump, stand still and are overtaken.

use arbitrary::{Arbitrary, Unstructured};
use listening_core::Party;
use listening_formats::{Payload, RtpCall, RtpStep};

use crate::made;

/// Seconds that a line may be behind the clock: the buffer, the patience, and what one may be ahead of the other.
const BEHIND: f64 = 0.06 + 1.0 + 0.25 + 3.1;

#[derive(Arbitrary, Debug)]
enum Step {
    /// The next packets of a party's stream, 20 ms each.
    Talk {
        agent: bool,
        count: u8,
        payload_type: u8,
        size: u8,
    },
    /// What its next packets are like.
    Turn {
        agent: bool,
        source: u8,
        sequence: i16,
        timestamp: i32,
        frozen: bool,
    },
    Waits {
        ms: u16,
    },
    Datagram {
        agent: bool,
        bytes: Vec<u8>,
    },
    Backwards {
        ms: u8,
    },
}

#[derive(Clone, Copy, Default)]
struct Sender {
    source: u8,
    sequence: u16,
    timestamp: u32,
    frozen: bool,
}

impl Sender {
    fn packet(&mut self, payload_type: u8, size: u8) -> Vec<u8> {
        let mut bytes = vec![0x80, payload_type];
        bytes.extend(self.sequence.to_be_bytes());
        bytes.extend(self.timestamp.to_be_bytes());
        bytes.extend([0, 0, 0, self.source]);
        bytes.extend(vec![payload_type ^ 0x55; usize::from(size)]);
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(if self.frozen { 0 } else { u32::from(size) });
        bytes
    }
}

struct Heard {
    call: RtpCall,
    frames: usize,
    lost: [u64; 2],
}

impl Heard {
    fn take(&mut self) {
        while let Some(step) = self.call.step() {
            match step {
                RtpStep::Audio { agent, customer, lost } => {
                    assert!(agent.len() == customer.len() && !agent.is_empty(), "both channels keep one clock");
                    self.frames += agent.len();
                    for (party, samples) in [(Party::Agent, &agent), (Party::Customer, &customer)] {
                        if lost[party] {
                            self.lost[party as usize] += samples.len() as u64;
                            assert!(samples.iter().all(|&x| x == 0), "what is lost is not heard");
                        }
                    }
                }
                RtpStep::LateLoss { party, start, end } => {
                    assert!(
                        0.0 <= start && start < end && end <= self.call.position() + 1e-9,
                        "{party:?} {start} to {end}"
                    );
                    self.lost[party as usize] += ((end - start) * 8000.0).round() as u64;
                }
                RtpStep::Restarted { at, .. } => assert!((0.0..=self.call.position()).contains(&at)),
                _ => {}
            }
        }
        assert_eq!((self.call.position() * 8000.0).round() as usize, self.frames);
    }
}

pub fn run(input: &[u8]) {
    let mut rest = Unstructured::new(input);
    let mut call = RtpCall::new(8000, 0.06).expect("a call");
    call.set_payload_type(96, Payload::L16);
    let mut heard = Heard { call, frames: 0, lost: [0; 2] };
    let (mut senders, mut now, mut latest, mut pushed) = ([Sender::default(); 2], 100.0_f64, f64::MIN, 0_u64);
    let mut began = None;
    for step in made::until_empty::<Step>(&mut rest) {
        let mut push = |party: Party, at: f64, datagram: &[u8], heard: &mut Heard| {
            heard.call.push(party, at, datagram).expect("a time");
            pushed += 1;
            heard.take();
        };
        let party = |agent: bool| if agent { Party::Agent } else { Party::Customer };
        match step {
            Step::Talk { agent, count, payload_type, size } => {
                for _ in 0..count {
                    let packet = senders[party(agent) as usize].packet(payload_type & 127, size);
                    push(party(agent), now, &packet, &mut heard);
                    now += 0.02;
                }
            }
            Step::Turn { agent, source, sequence, timestamp, frozen } => {
                let sender = &mut senders[party(agent) as usize];
                sender.source = source;
                sender.sequence = sender.sequence.wrapping_add_signed(sequence);
                sender.timestamp = sender.timestamp.wrapping_add_signed(timestamp);
                sender.frozen = frozen;
            }
            Step::Waits { ms } => now += f64::from(ms) / 1000.0,
            Step::Backwards { ms } => now -= f64::from(ms) / 1000.0,
            Step::Datagram { agent, bytes } => push(party(agent), now, &bytes, &mut heard),
        }
        latest = latest.max(now);
        if Party::BOTH.into_iter().any(|party| heard.call.counts(party).packets > 0) {
            let began = *began.get_or_insert(latest);
            heard.call.advance(latest).expect("a time");
            heard.take();
            assert!(
                heard.call.position() >= latest - began - BEHIND,
                "{} at {}",
                heard.call.position(),
                latest - began
            );
        }
    }
    heard.call.finish();
    heard.take();
    for party in Party::BOTH {
        let counts = heard.call.counts(party);
        assert_eq!(heard.lost[party as usize], counts.lost, "every loss is said, once");
        assert!(counts.packets + counts.foreign >= counts.late + counts.copies && counts.packets <= pushed);
    }
}
