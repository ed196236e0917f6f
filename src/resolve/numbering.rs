//! Ordinal paths: which number an item has on each level.

/// The numbers given so far on one level.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// The path of what encloses the level.
    path: Vec<u32>,
    /// The last number given.
    last: u32,
    /// The last number given to the items of a headed group on this level, for `编号: 续`.
    last_item: u32,
}

impl Level {
    /// A level below an ordinal, nothing numbered yet.
    pub(super) fn below(path: &[u32]) -> Self {
        Self { path: path.to_vec(), ..Self::default() }
    }

    /// The path of what encloses the level.
    pub(super) fn path(&self) -> &[u32] {
        &self.path
    }

    /// The next ordinal on this level.
    pub(super) fn next(&mut self) -> Vec<u32> {
        self.last += 1;
        let mut path = self.path.clone();
        path.push(self.last);
        path
    }

    /// Begins again at one.
    pub(super) fn restart(&mut self) {
        self.last = 0;
    }

    /// How deep its items stand, from 1.
    pub(super) fn depth(&self) -> u32 {
        u32::try_from(self.path.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The level of a headed group's items: it goes on from the group before if `goes_on`.
    pub(super) fn items_of(&self, ordinal: &[u32], goes_on: bool) -> Self {
        Self { path: ordinal.to_vec(), last: if goes_on { self.last_item } else { 0 }, last_item: 0 }
    }

    /// Notes how far a headed group's items came.
    pub(super) fn after_items(&mut self, items: &Self) {
        self.last_item = items.last;
    }
}
