//! Every normative number of docs/methods.md, docs/hearing.md and docs/events.md, read from the page: what the code does just
//! inside it and just outside it. A number that is changed on one side only, page or code, fails here.

mod charges;
mod complete;
mod exceptions;
mod floor;
mod frames;
mod health;
mod hearing;
mod leaks;
mod live;
mod made;
mod measures;
mod norm;
mod page;
mod resampled;
mod score;
mod silences;
mod sound;
mod source;
mod voice;
mod weights;
mod words;
