//! Codes of a theme held against what themes promise.

use crate::diagnostic::Words;

/// What a theme's author should look at.
#[derive(Clone, Debug, PartialEq)]
pub enum AuditFault {
    /// A kind of block for which neither the theme nor those it extends have a template.
    NoBlockTemplate {
        /// The template's path.
        template: String,
    },
    /// A layout that `theme.yaml` names and that has no template.
    NoLayoutTemplate {
        /// The template's path.
        template: String,
    },
    /// A template that no layout, block or other template uses.
    NeverUsed {
        /// Theme and path.
        file: String,
    },
    /// A function that no template and no other function calls.
    NeverCalled {
        /// Theme and path.
        file: String,
    },
    /// A font role of which no family is at hand.
    NoFont {
        /// The role.
        role: String,
        /// Its families.
        families: Vec<String>,
    },
    /// The family of a role's digits and letters is not at hand.
    NoLatinFont {
        /// The role.
        role: String,
        /// The family.
        family: String,
    },
    /// A page is not as the standard says, and `departs` does not say so.
    Departs {
        /// The clause.
        clause: &'static str,
        /// What was looked at: Chinese, English.
        what: [&'static str; 2],
        /// What is demanded: Chinese, English.
        demanded: [String; 2],
        /// What was measured: Chinese, English.
        measured: [String; 2],
        /// The layout: Chinese, English.
        layout: [String; 2],
    },
}

impl AuditFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NoBlockTemplate { template } => Words::error(
                "audit-no-block-template",
                format!("缺少模板 `{template}`，有这种块的文稿排不出来"),
                format!("there is no template `{template}`, so papers with such a block can't be set"),
            )
            .hint("写这个模板，或者 `extends: gbt9704`", "write it, or extend gbt9704"),
            Self::NoLayoutTemplate { template } => Words::error(
                "audit-no-layout-template",
                format!("theme.yaml 里的版式没有模板 `{template}`"),
                format!("a layout of theme.yaml has no template `{template}`"),
            )
            .hint("写这个模板，或者从 `layouts` 里去掉这种版式", "write it, or take the layout out of `layouts`"),
            Self::NeverUsed { file } => Words::warning(
                "audit-never-used",
                format!("模板 `{file}` 从来用不到"),
                format!("the template `{file}` is never used"),
            )
            .hint(
                "检查文件名：版式要在 `layouts` 里，块的模板用块的英文名；确实没用就删掉",
                "check its name: a layout must be in `layouts`, a block's template has the block's name; else remove it",
            ),
            Self::NeverCalled { file } => Words::warning(
                "audit-never-called",
                format!("函数 `{file}` 从来用不到"),
                format!("the function `{file}` is never called"),
            )
            .hint(
                "检查文件名和要替换的函数是不是一样；确实没用就删掉",
                "check that its name is that of the function it is to replace; else remove it",
            ),
            Self::NoFont { role, families } => Words::error(
                "audit-no-font",
                format!("用途 `{role}` 的字体一个也没有：{}", families.join("、")),
                format!("none of the fonts of the role `{role}` is there: {}", families.join(", ")),
            )
            .hint(
                "把字体放进主题的 fonts 文件夹，或者在 `then` 里写程序自带的（`banxin fonts` 列出）",
                "put one into the theme's `fonts`, or name one of the program's in `then` (`banxin fonts` lists them)",
            ),
            Self::NoLatinFont { role, family } => Words::warning(
                "audit-no-latin-font",
                format!("用途 `{role}` 的数字和字母要用 `{family}`，没有这种字体"),
                format!("digits and letters of the role `{role}` are to be in `{family}`, which is not there"),
            )
            .hint(
                "把字体放进主题的 fonts 文件夹，或者换一种程序自带的",
                "put it into the theme's `fonts`, or name one of the program's",
            ),
            Self::Departs { clause, what, demanded, measured, layout } => Words::warning(
                "audit-departs",
                format!(
                    "版式“{}”的{}与国标 {clause} 不同：要求 {}，实测 {}",
                    layout[0], what[0], demanded[0], measured[0]
                ),
                format!(
                    "in the layout {}, {} is not as {clause} says: {} is demanded, {} measured",
                    layout[1], what[1], demanded[1], measured[1]
                ),
            )
            .hint(
                format!("改成国标的样子；有意这样的，在 `departs` 里写 `{{ clause: \"{clause}\", reason: … }}`"),
                format!("mend it, or say so: `departs: [{{ clause: \"{clause}\", reason: … }}]`"),
            ),
        }
    }
}
