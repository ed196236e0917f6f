//! The layout 计划 of the theme gbt9704, measured on finished pages: each test is named by its clause of GB/T 9704-2012.

mod articles;
mod elements;
mod fit;
mod flow;
mod page;
mod signature;

/// A sentence of 25 characters without a mark that could be squeezed at a line's end.
const HANZI: &str = "清河社区居民委员会依靠楼栋骨干和广大居民完成各项任务";

/// Headings of several levels, one below the other, then text.
const HEADINGS: &str = "  - 章节:
      标题: 甲级标题
      正文:
        - 任务:
            标题: 乙级标题
            条目:
              - { 标题: 丙级标题, 内容: 这里是内容，说明怎样做。 }
              - { 标题: 丙级标题, 内容: 这里是内容，说明怎样做。 }
";

/// A document with a title and a body.
fn document(body: &str) -> String {
    format!("标题: 清河社区工作计划\n正文:\n{body}")
}

/// A paragraph that fills so many lines of 28 characters, the last one not quite.
fn paragraph(lines: usize) -> String {
    let text: String = HANZI.chars().cycle().take(lines * 28 - 8).collect();
    format!("  - 段落: {text}\n")
}

/// A document of long paragraphs over several pages.
fn long_document() -> String {
    document(&paragraph(5).repeat(12))
}
