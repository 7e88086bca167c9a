//! What the reports of many calls have in common, held once.

use std::collections::BTreeSet;
use std::sync::Arc;

use listening_core::{Id, MeasureId, Unit};

use super::made_by::MadeBy;

/// A measure's id and its unit.
pub(super) type Names = (Id<MeasureId>, Id<Unit>);

/// Names and makers that were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    names: BTreeSet<Arc<Names>>,
    ids: BTreeSet<Arc<str>>,
    makers: BTreeSet<Arc<MadeBy>>,
}

impl Shared {
    pub(super) fn names(&mut self, names: Names) -> Arc<Names> {
        if let Some(known) = self.names.get(&names) {
            return Arc::clone(known);
        }
        let names = Arc::new(names);
        self.names.insert(Arc::clone(&names));
        names
    }

    pub(super) fn name(&mut self, id: &str) -> Arc<str> {
        if let Some(known) = self.ids.get(id) {
            return Arc::clone(known);
        }
        let id: Arc<str> = id.into();
        self.ids.insert(Arc::clone(&id));
        id
    }

    pub(super) fn maker(&mut self, maker: MadeBy) -> Arc<MadeBy> {
        if let Some(known) = self.makers.get(&maker) {
            return Arc::clone(known);
        }
        let maker = Arc::new(maker);
        self.makers.insert(Arc::clone(&maker));
        maker
    }
}
