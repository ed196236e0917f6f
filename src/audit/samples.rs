//! Documents to try a theme with: one of every kind of block, for every layout.

use std::path::Path;

use crate::measure::Layout;
use crate::source::Sources;
use crate::write::write;

/// Every kind of block: its name, and one of it as an item of 正文.
pub(super) const BLOCKS: &[(&str, &str)] = &[
    ("段落", "  - 段落: 坚持以人民为中心，扎实做好困难群众基本生活保障，民政工作稳步推进（2022年）。\n"),
    (
        "指导思想",
        "  - 指导思想: { 标题: 指导思想, 内容: 以人民为中心，全面做好民政工作。, 要点: [ 保基本, 兜底线 ] }\n",
    ),
    (
        "任务",
        "  - 任务:\n      标题: 主要任务\n      引言: 重点抓好以下工作。\n      条目:\n        - 完善最低生活保障制度，做到应保尽保。\n        \
         - { 标题: 加强优抚安置工作, 内容: 认真落实各项政策。, 任务: [ { 标题: 走访慰问, 接排: 是, 内容: 春节前完成。 } ], 责任单位: 优抚站, 完成时限: 2022-08-31 }\n",
    ),
    ("要点", "  - 要点: { 引言: 重点做到：, 条目: [ 提高认识, { 标题: 落实责任, 内容: 分工到人 } ] }\n"),
    (
        "章节",
        "  - 章节: { 标题: 保障措施, 正文: [ { 段落: 加强组织领导。 }, { 章节: { 标题: 组织保障, 正文: [ 压实责任。 ] } } ] }\n",
    ),
    (
        "条款",
        "  - 条款: { 条: [ 为规范工作，制定本办法。, { 内容: 符合下列条件的可以申请：, 项: [ 具有本市户籍, 收入低于标准 ] } ] }\n",
    ),
    (
        "统计",
        "  - 统计: { 标题: 社会救助, 截至: 2021-12-31, 分项: [ { 名称: 农村低保, 指标: { 年末户: 529户, 发放: 1775475元 }, 叙述: \"保障{{ 年末户 }}。\" } ], 表: 长表 }\n",
    ),
    ("下年计划", "  - 下年计划: { 标题: 下年工作计划, 条目: [ 继续做好低保工作。 ] }\n"),
    ("图片", "  - 图片: 例图.png\n"),
    ("表格", "  - 表格: { 标题: 保障情况, 表头: [ 项目, 户数 ], 行: [ [ 农村低保, 529 ], [ 城市低保, 120 ] ] }\n"),
    ("分页", "  - 分页:\n  - 段落: 另起一页。\n"),
    ("结语", "  - 结语: 特此报告。\n"),
];

/// A picture of eight by eight grey points.
const PICTURE: &[u8] = include_bytes!("../../scaffolds/check/picture.png");

/// Puts the files in place that the documents name.
pub(super) fn furnish(folder: &Path) {
    // Without them the standard's own theme complains as well, so that nothing is told of this one.
    let _ = write(&folder.join("例图.png"), PICTURE);
}

/// A document in a layout with these blocks.
pub(super) fn document(title: &str, layout: &str, blocks: &[&str]) -> String {
    let head = match layout {
        "minutes" => "发文机关标志: 清河县民政局办公会议纪要\n出席: 张三、李四\n",
        "official" | "letter" | "order" => {
            "发文机关标志: 清河县民政局\n发文字号: 清民发〔2022〕5号\n主送: 各乡镇人民政府\n"
        }
        _ => "",
    };
    let body: String = blocks.concat();
    format!(
        "标题: 清河县民政局关于做好2022年民政工作的意见\n版式: {title}\n{head}署名: 清河县民政局\n日期: 2022-01-05\n正文:\n{body}"
    )
}

/// The theme's own sample.
pub(super) fn own(folder: &Path) -> Option<String> {
    let mut sources = Sources::new();
    let id = sources.load(&folder.join("sample.yaml")).ok()?;
    Some(sources.get(id).text.to_string())
}

/// What a layout's pages are held against.
pub(super) fn form(layout: &str) -> Layout {
    match layout {
        "official" => Layout::Official,
        "letter" => Layout::Letter,
        "order" => Layout::Order,
        "minutes" => Layout::Minutes,
        _ => Layout::Plain,
    }
}
