//! Codes of working a document out.

use crate::diagnostic::Words;

/// What can be wrong, or worth knowing, once values are known.
#[derive(Clone, Debug, PartialEq)]
pub enum ResolveFault {
    /// A figure is typed where its name could stand.
    TypedFigure {
        /// The figure's name.
        name: String,
        /// As typed.
        typed: String,
    },
    /// A figure is still 未报.
    NotReported {
        /// Its name.
        name: String,
    },
    /// A table of figures where there are none.
    EmptyTable,
    /// 小计 in a table that has no rows for figures.
    SubtotalStyle,
    /// A total of a figure that is not there.
    UnknownTotal {
        /// As typed.
        name: String,
        /// The nearest figure.
        near: Option<String>,
    },
    /// Figures that are worked out from each other in a circle.
    Circular {
        /// The figure.
        name: String,
    },
    /// Figures worked out from figures, too many in a chain.
    TooDeep {
        /// The figure.
        name: String,
    },
    /// A file that includes itself, directly or not.
    IncludeCircular {
        /// As typed.
        path: String,
    },
    /// An included file that is no list of blocks.
    IncludeNotBlocks {
        /// As typed.
        path: String,
    },
    /// A document that is an attachment and has attachments.
    NestedAttachments {
        /// As typed.
        path: String,
        /// How many it has.
        count: usize,
    },
    /// The text mentions an attachment that is not there.
    AttachmentMissing {
        /// As mentioned.
        mention: String,
        /// How many there are.
        count: usize,
    },
    /// An attachment that the text never mentions.
    AttachmentUnmentioned {
        /// Its name.
        name: String,
        /// How it would be mentioned.
        mention: String,
    },
    /// A data file without names.
    DataFileNotNames {
        /// As typed.
        path: String,
    },
    /// Last year's paper can't be read without errors.
    LastYearBroken {
        /// As typed.
        path: String,
    },
    /// Two 分项 of one name.
    SameName {
        /// The name.
        name: String,
    },
    /// Figures by periods of which nobody knows whether they add up.
    NatureNeeded {
        /// The figure.
        name: String,
    },
    /// A ratio by periods, without the year's own.
    RatioPeriods {
        /// The figure.
        name: String,
    },
    /// A year's figure that is not what its parts make.
    PeriodsDiffer {
        /// The figure.
        name: String,
        /// As typed.
        typed: String,
        /// What the parts make.
        made: String,
    },
    /// 其中 that is more than the whole.
    PartExceeds {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
    /// A table by quarters or months of figures that have none.
    NoPeriods {
        /// 按季 or 按月.
        style: &'static str,
    },
    /// A 分解表 without tasks.
    NoTasks,
    /// A 分解表 of tasks under a heading that is not there.
    UnknownTasks {
        /// As typed.
        name: String,
        /// The nearest heading.
        near: Option<String>,
    },
    /// A column that a 分解表 does not know.
    UnknownBreakdownColumn {
        /// As typed.
        name: String,
        /// The nearest name.
        near: Option<String>,
    },
    /// A task that no office is named for, in a 分解表.
    TaskWithoutOffice {
        /// The task.
        task: String,
    },
    /// A total of figures that stood at different days.
    TotalOverTime {
        /// The name that was added up.
        name: String,
        /// Two of the days.
        days: [String; 2],
    },
    /// A 归类 where a figure should stand.
    CategoryAlone {
        /// The category.
        category: String,
    },
    /// Two articles of one 引用名.
    SameLabel {
        /// The name.
        label: String,
    },
    /// A heading below 章 and 节.
    ArticlesTooDeep,
    /// A bare name that several blocks have.
    Ambiguous {
        /// The name.
        name: String,
        /// The paths it may mean.
        paths: Vec<String>,
    },
}

impl ResolveFault {
    /// Id, severity and words.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm a code, and no more than its words")]
    pub fn words(&self) -> Words {
        match self {
            Self::TypedFigure { name, typed } => Words::note(
                "typed-figure",
                format!("`{typed}` 就是指标 `{name}`，这里又写了一遍"),
                format!("`{typed}` is the figure `{name}`, typed again"),
            )
            .hint(
                format!("写成 `{{{{ {name} }}}}`，以后改数字时只改一处"),
                format!("write `{{{{ {name} }}}}`, so that it changes with the figure"),
            ),
            Self::NotReported { name } => Words::warning(
                "figure-not-reported",
                format!("指标 `{name}` 还是“未报”"),
                format!("the figure `{name}` is still 未报"),
            )
            .hint(
                "有了数字以后填上；在这之前它不算作 0",
                "write the figure once it is known; until then it does not count as 0",
            ),
            Self::EmptyTable => {
                Words::error("table-empty", "这里没有指标可以排成表", "there are no figures to put in a table")
                    .hint("在 `指标` 里写上数字，或者删掉 `表`", "write figures in `figures`, or remove `table`")
            }
            Self::SubtotalStyle => {
                Words::error("subtotal-style", "只有长表能加小计", "only a long table can have `subtotals`")
                    .hint("把 `样式` 改成 长表，或者删掉 `小计`", "use the style `long`, or remove `subtotals`")
            }
            Self::UnknownTotal { name, near } => {
                let words = Words::error(
                    "total-unknown",
                    format!("没有 `{name}` 这个指标，没法合计"),
                    format!("there is no figure `{name}` to add up"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint("合计里写指标的名称", "write the name of a figure"),
                }
            }
            Self::Circular { name } => Words::error(
                "figure-circular",
                format!("`{name}` 绕了一圈又用到它自己"),
                format!("`{name}` is worked out from itself"),
            )
            .hint("把其中一个写成数字", "write one of them as a number"),
            Self::TooDeep { name } => Words::error(
                "figure-too-deep",
                format!("算 `{name}` 要一环套一环地先算太多别的数"),
                format!("too many figures have to be worked out before `{name}`"),
            )
            .hint("把中间的一个写成数字", "write one on the way as a number"),
            Self::IncludeCircular { path } => Words::error(
                "include-circular",
                format!("`{path}` 绕了一圈又引入它自己"),
                format!("`{path}` includes itself in a circle"),
            )
            .hint("删掉其中一处 `引入`", "remove one of the includes"),
            Self::IncludeNotBlocks { path } => Words::error(
                "include-not-blocks",
                format!("`{path}` 不是块的列表，不能引入"),
                format!("`{path}` is not a list of blocks and can't be included"),
            )
            .hint(
                "被引入的文件里每一块以 `- ` 开头，不要有 `标题:`、`正文:` 这些文稿字段",
                "begin every block of the file with `- `; it has no fields of a document",
            ),
            Self::NestedAttachments { path, count } => Words::warning(
                "nested-attachments",
                format!("`{path}` 自己还有 {count} 件附件，不会排出来"),
                format!("`{path}` has {count} attachments of its own, which are not shown"),
            )
            .hint("把它们写进这份文稿的 `附件`", "list them in this paper's `attachments`"),
            Self::AttachmentMissing { mention, count: 0 } => Words::warning(
                "attachment-missing",
                format!("这里提到“{mention}”，文稿没有附件"),
                format!("`{mention}` is mentioned here, and the paper has no attachments"),
            )
            .hint(
                "在文稿里加 `附件`，例如 `附件: [ { 标题: 名单, 文件: 名单.yaml } ]`；不附的，改掉这句话",
                "add `attachments` to the paper, or change the sentence",
            ),
            Self::AttachmentMissing { mention, count } => Words::warning(
                "attachment-missing",
                format!("这里提到“{mention}”，文稿只有 {count} 件附件"),
                format!("`{mention}` is mentioned here, and there {}", there(*count)),
            )
            .hint("改正编号，或者补上这件附件", "put the number right, or add the attachment"),
            Self::AttachmentUnmentioned { name, mention } => Words::warning(
                "attachment-unmentioned",
                format!("正文没有提到附件“{name}”"),
                format!("the text never mentions the attachment `{name}`"),
            )
            .hint(
                format!("在正文相应的地方写“（见{mention}）”；不用的，从 `附件` 里删掉"),
                format!("write （见{mention}） where it belongs, or remove it from `attachments`"),
            ),
            Self::DataFileNotNames { path } => Words::error(
                "data-file-not-names",
                format!("数据文件 `{path}` 里不是“名称: 值”"),
                format!("the data file `{path}` does not hold names with values"),
            )
            .hint("一行写一个，例如 `年度: 2021`", "write one a line, for example `年度: 2021`"),
            Self::LastYearBroken { path } => Words::warning(
                "last-year-broken",
                format!("上年文件 `{path}` 有错误，只取到一部分指标"),
                format!("last year's file `{path}` has errors; only some of its figures were found"),
            )
            .hint("用 `banxin build` 单独检查上年文件", "check that file alone with `banxin build`"),
            Self::SameName { name } => Words::warning(
                "same-name",
                format!("前面已经有一个分项叫 `{name}`"),
                format!("an item named `{name}` stands before this one"),
            )
            .hint(
                "换一个名称，否则用 `{{ }}` 取数时只能取到前一个",
                "give it another name: `{{ }}` would find the first only",
            ),
            Self::NatureNeeded { name } => Words::error(
                "figure-nature-needed",
                format!("`{name}` 分几期写了数，没有写“性质”，不知道能不能相加"),
                format!("`{name}` has figures by periods and no `nature`: nobody knows whether they add up"),
            )
            .hint(
                "某一天有多少户、多少人，写 `性质: 期末`；一段时间里新增、发放多少，写 `性质: 累计`",
                "set `nature` to `end_of_period` for how many there are, to `cumulative` for what happened",
            ),
            Self::RatioPeriods { name } => Words::error(
                "figure-ratio-periods",
                format!("`{name}` 是比率，全年的数不能由各期的数算出来"),
                format!("`{name}` is a ratio: the year's figure can't be made of its periods"),
            )
            .hint("另写一个 `值`，是全年的比率", "give it a `value` of its own for the year"),
            Self::PeriodsDiffer { name, typed, made } => Words::error(
                "periods-differ",
                format!("`{name}` 写的是 {typed}，按各期的数应当是 {made}"),
                format!("`{name}` is typed as {typed}, but its periods make {made}"),
            )
            .hint(
                "改正其中一个；不写 `值`，就用各期算出来的数",
                "mend one of them; without `value` the figure is what its periods make",
            ),
            Self::PartExceeds { part, whole } => Words::error(
                "part-exceeds-whole",
                format!("其中的 {part} 比总数 {whole} 还大"),
                format!("the part {part} is more than the whole {whole}"),
            )
            .hint("核对这两个数", "check both figures"),
            Self::NoPeriods { style } => Words::error(
                "table-no-periods",
                format!("表要“{style}”排，但没有一个指标写了“{style}”的数"),
                "no figure has the periods that the table asks for",
            )
            .hint(
                format!("在指标里写上 `{style}: [ 数, 数, … ]`，或者把 `样式` 改成 `长表`"),
                "give figures their `quarters` or `months`, or set `style` to `long`",
            ),
            Self::NoTasks => {
                Words::error("breakdown-empty", "没有任务可以排成分解表", "there are no tasks for the table").hint(
                    "在 `任务` 或 `下年计划` 里写上条目，或者删掉 `分解表`",
                    "write items in `tasks`, or remove the table",
                )
            }
            Self::UnknownTasks { name, near } => {
                let words = Words::error(
                    "breakdown-unknown-tasks",
                    format!("没有标题叫 `{name}` 的任务"),
                    format!("there are no tasks under a heading `{name}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint(
                        "写 `任务` 块的标题；不写就是全文的任务",
                        "write the title of a `tasks` block; without any, all tasks are shown",
                    ),
                }
            }
            Self::UnknownBreakdownColumn { name, near } => {
                let words = Words::error(
                    "breakdown-unknown-column",
                    format!("分解表里没有 `{name}` 这一栏"),
                    format!("a 分解表 has no column `{name}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint(
                        "可以写：任务、内容、目标、责任单位、协办单位、完成时限；换个栏名就写 `栏名: 责任单位`",
                        "the columns are 任务, 内容, 目标, 责任单位, 协办单位, 完成时限; for another head write `head: 责任单位`",
                    ),
                }
            }
            Self::TaskWithoutOffice { task } => Words::warning(
                "breakdown-no-office",
                format!("分解表里“{task}”没有责任单位"),
                format!("no office is named for “{task}” in the table of tasks"),
            )
            .hint("给这项任务写上 `责任单位`", "give the task its `responsible`"),
            Self::TotalOverTime { name, days: [first, second] } => Words::error(
                "total-over-time",
                format!("`{name}` 是期末数，有的截至{first}，有的截至{second}，不能相加"),
                format!("`{name}` stood at different days ({first}, {second}); such figures do not add up over time"),
            )
            .hint(
                "取最后一天的数；同一天各项的数才能相加",
                "take the figure of the last day; only figures of one day add up",
            )
            .hint(
                "确实是一段时间里发生的数，把 `性质` 改成 `累计`",
                "if they are counts of what happened, set `nature` to `cumulative`",
            ),
            Self::CategoryAlone { category } => Words::error(
                "category-alone",
                format!("`{category}` 是几个指标的归类，不是一个数"),
                format!("`{category}` is a category of several figures, not a figure"),
            )
            .hint(format!("写成 `{{{{ 合计({category}) }}}}`"), format!("write `{{{{ sum({category}) }}}}`")),
            Self::SameLabel { label } => Words::error(
                "same-label",
                format!("前面已经有一条叫 `{label}`，引用时分不清是哪一条"),
                format!("an article named `{label}` stands before this one; a reference could mean either"),
            )
            .hint("换一个 `引用名`", "give it another `label`"),
            Self::ArticlesTooDeep => Words::error(
                "articles-too-deep",
                "条款编号只有章、节两级标题，这是第三级",
                "articles have two levels of headings, 章 and 节; this is a third",
            )
            .hint(
                "把这里的内容写成 `条款`，或者去掉一级 `章节`",
                "write what is here as `articles`, or leave out one level of `section`",
            ),
            Self::Ambiguous { name, paths } => Words::error(
                "name-ambiguous",
                format!("`{name}` 有好几个，不知道是哪一个"),
                format!("`{name}` may mean several figures"),
            )
            .hint(format!("写全：{}", backticked(paths, "、")), format!("write one of {}", backticked(paths, ", ")))
            .hint(format!("要把它们加起来，写成 `合计({name})`"), format!("to add them up, write `sum({name})`")),
        }
    }
}

fn backticked(paths: &[String], separator: &str) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(separator)
}

fn there(count: usize) -> String {
    if count == 1 { "is one attachment".to_owned() } else { format!("are {count} attachments") }
}
