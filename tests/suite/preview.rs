//! `banxin watch` as its reader meets it: the address and who may ask, tabs, and the page in a real browser.

mod browser;
mod builds;
mod page;
mod running;
mod safety;
mod tabs;
mod wire;

/// A document of one page.
const PLAN: &str = "标题: 清河社区工作计划\n署名: 清河社区\n日期: 2022-01-05\n正文:\n  - 段落: 做好民政工作。\n";
