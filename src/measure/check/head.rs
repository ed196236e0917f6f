//! x
use super::super::Layout;
use super::super::finding::Finding;
use super::super::setting::Setting;
pub(super) fn check(_: &Setting<'_>, _: Layout) -> Vec<Finding> {
    Vec::new()
}
