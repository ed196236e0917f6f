//! `banxin watch` and `banxin edit` as one meets them: the address and who may ask, tabs, what is written, and the pages
//! in a real browser.

mod browser;
mod builds;
mod editor;
mod page;
mod running;
mod safety;
mod tabs;
mod typing;
mod wire;
mod writing;

pub(crate) use running::Running;

/// A document of one page.
const PLAN: &str = "标题: 清河社区工作计划\n署名: 清河社区\n日期: 2022-01-05\n正文:\n  - 段落: 做好民政工作。\n";
