//! Help in the reader's language: the derived help is English, the Chinese stands here.

use std::fmt::Write as _;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::Lang;

/// Chinese help for a command and its arguments: (argument's id, words); the command's own under `""`.
type Words = &'static [(&'static str, &'static str)];

const TOP: Words = &[
    ("", "用 YAML 写公文，排成符合 GB/T 9704-2012 的 PDF"),
    ("lang", "提示信息的语言：zh 中文，en 英文"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

const BUILD: Words = &[
    ("", "把文稿排成 PDF（或 SVG、PNG、Typst）"),
    ("files", "文稿；写文件夹就排里面的全部文稿；不写时排所在的项目"),
    ("output", "写到哪里：文件、文件夹，或者带 {{ }} 的文件名；不写时放在文稿旁边"),
    ("data", "按这张表（.xlsx、.csv）的行，每行做一份"),
    ("sheet", "工作表的名字；不写时是第一张"),
    ("condition", "只做满足条件的行"),
    ("force", "没有变化的也重做"),
    ("dry_run", "只说要做哪些、为什么，不生成"),
    ("jobs", "同时做几份；不写时有几个核就做几份"),
    ("shard", "只做其中一份，如 2/8；Slurm 数组任务和 Kubernetes 索引任务里会自动读出来"),
    ("theme", "主题的名称，或者主题文件夹的路径"),
    ("format", "输出成什么：pdf 一个文件，svg、png 一页一个文件，typ 一个文件夹（Typst 源文件、主题和字体）"),
    ("overprint", "套红：纸上已经印好的发文机关标志和红线不再印"),
    ("copies", "排几份在一个文件里，份号从写的那个往上数"),
    ("pdf_standards", "PDF 版本或归档标准，如 a-2b、1.7；可以写几个"),
    ("dpi", "PNG 每英寸多少点"),
    ("system_fonts", "也用本机安装的字体"),
    ("explain", "说明文稿的某一行：由哪个模板排，模板看到什么，排出什么 Typst"),
    ("locked", "用到的主题（程序自带的除外）必须和 banxin.lock 里记的一样"),
    ("time_limit", "用别人的主题时，一份文稿最多排多少秒"),
    ("memory_limit", "用别人的主题时，一份文稿最多用多少 MB 内存"),
    ("json", "把结果按 JSON 写到标准输出"),
];

const WATCH: Words = &[
    ("", "边写边看：在浏览器里显示排好的页面"),
    ("path", "文稿或者放文稿的文件夹；不写就是当前文件夹，写了 --theme 就是主题自己的 sample.yaml"),
    ("theme", "主题的名称，或者主题文件夹的路径"),
    ("system_fonts", "也用本机安装的字体"),
    ("time_limit", "用别人的主题时，一份文稿最多排多少秒"),
    ("memory_limit", "用别人的主题时，一份文稿最多用多少 MB 内存"),
    ("no_pdf", "不随时写出 PDF"),
    ("no_open", "不自动打开浏览器"),
    ("poll", "隔一会儿看一次文件；网络文件夹不报告改动时用"),
    ("editor", "用什么编辑器打开文稿的某一行，如 code、\"kate -l {line} {file}\""),
    ("port", "127.0.0.1 的端口"),
];

const COLLECT: Words = &[
    ("", "把许多文稿合成一册：封面、目录、连续的页码"),
    ("files", "文稿，按写的顺序；或者放文稿的文件夹；不写时是所在的项目"),
    ("title", "汇编的标题"),
    ("issuer", "由谁编印"),
    ("date", "汇编的日期"),
    ("units", "按这张表（.xlsx、.csv）里单位的顺序排"),
    ("theme", "主题的名称，或者主题文件夹的路径"),
    ("leave_out", "有错的文稿不收，先装订其余的；不加时有一份有错就不生成"),
    ("right_hand", "每份文稿从右页起，双面打印用"),
    ("time_limit", "用别人的主题时，一份文稿最多排多少秒"),
    ("memory_limit", "用别人的主题时，一份文稿最多用多少 MB 内存"),
    ("pdf_standards", "PDF 版本或归档标准，如 a-2b；可以写几个"),
    ("system_fonts", "也用本机安装的字体"),
    ("output", "写成哪个 PDF"),
];

const MISSING: Words = &[
    ("", "对照名册，列出谁还没有报、报的哪里不对"),
    ("files", "文稿，或者放文稿的文件夹；不写时是所在的项目"),
    ("units", "应当报送的单位，一张表（.xlsx、.csv）；不写时用项目的“单位名册”"),
    ("column", "单位写在哪一列"),
    ("round", "哪一期，如 2021年12月，写进标题"),
    ("issuer", "由谁通报"),
    ("output", "发给各单位的清单：.xlsx、.csv，或者可以排版的 .yaml"),
];

const SUMMARIZE: Words = &[
    ("", "把许多文稿的统计数字汇总成一张表"),
    ("files", "文稿、放文稿的文件夹，或者下级的汇总表；不写时是所在的项目"),
    ("title", "表的标题"),
    ("issuer", "由谁署名"),
    ("jump", "变化超过百分之几要列出来"),
    ("output", "汇总表：.xlsx、.csv，或者可以排版的 .yaml"),
];

const REPORT: Words = &[("", "处理生成报告")];

const MERGE: Words = &[
    ("", "把各份分工的生成报告合成一份"),
    ("files", "各份报告：build-report-1-of-8.json 等，或者放报告的文件夹"),
    ("output", "合成的报告写到哪个文件夹"),
];

const EDIT: Words = &[
    ("", "在浏览器里填表写文稿，旁边就是排好的页面"),
    ("path", "文稿或者放文稿的文件夹；不写就打开开始页"),
    ("theme", "主题的名称，或者主题文件夹的路径"),
    ("system_fonts", "也用本机安装的字体"),
    ("time_limit", "用别人的主题时，一份文稿最多排多少秒"),
    ("memory_limit", "用别人的主题时，一份文稿最多用多少 MB 内存"),
    ("no_open", "不自动打开浏览器"),
    ("port", "127.0.0.1 的端口"),
];

const LOCATE: Words = &[("", "在打开的页面上找到文稿的某一行"), ("place", "文件和行号，也可以加列号，如 计划.yaml:12")];

const NEW: Words = &[
    ("", "新写一份文稿，从样子开始改"),
    ("file", "要写的文件；没有 .yaml 会自动加上"),
    (
        "kind",
        "哪一种文稿：计划、总结、报告、统计表、办法、分解表、通知、请示、函、批复、意见、通报、决定、公告、通告、纪要、令；用 --list 看各是什么",
    ),
    ("from", "由今年的文稿写出明年的：年份改好，数字空着，今年的数放进“上年”"),
    ("output", "要写的文件"),
    ("list", "列出有哪些文稿可以新写"),
];

const FONTS: Words = &[
    ("", "看看各处用的是什么字体"),
    ("theme", "主题的名称，或者主题文件夹的路径"),
    ("folder", "文稿所在的文件夹，里面的 fonts 文件夹也算"),
    ("system_fonts", "也用本机安装的字体"),
    ("json", "按 JSON 写到标准输出"),
];

const THEME: Words = &[
    ("", "主题：新建、查看、打包、安装"),
    ("project", "放文稿的文件夹，或者项目里的文件夹；不写就是当前文件夹"),
    ("json", "把结果按 JSON 写到标准输出"),
];

/// How the net may be used, in several commands.
const NET: [(&str, &str); 2] =
    [("insecure_http", "没有加密的 http 也可以；只用在信得过的内网"), ("timeout", "网站最多几秒不作声")];

/// The commands of `banxin theme`.
const THEMES: &[(&str, Words)] = &[
    ("new", &[("", "新建一个主题，从它改起"), ("name", "主题的名称"), ("from", "在哪个主题上改")]),
    (
        "list",
        &[
            ("", "列出这里能用的主题，或者某处有哪些主题包"),
            ("source", "放主题包的文件夹，或者 https 地址；列出那里有什么"),
            ("offered", "列出 banxin.yaml 写的“主题来源”那里有什么"),
            NET[0],
            NET[1],
        ],
    ),
    (
        "show",
        &[
            ("", "看一个主题是什么样的、有哪些参数"),
            ("name", "主题的名称，或者主题文件夹的路径"),
            ("tree", "列出每个文件来自哪个主题"),
        ],
    ),
    (
        "check",
        &[
            ("", "检查主题：每种版式配每种块都排一遍，再拿尺子按国标量"),
            ("folder", "主题的文件夹；不写就是当前文件夹"),
            ("time_limit", "一份文稿最多排多少秒"),
            ("memory_limit", "一份文稿最多用多少 MB 内存"),
        ],
    ),
    ("pack", &[("", "把主题打成一个文件"), ("folder", "主题的文件夹"), ("output", "写到哪里；不写就是当前文件夹")]),
    (
        "install",
        &[
            ("", "安装主题：从主题包、放主题包的文件夹或者 https 地址"),
            (
                "source",
                "主题包、放主题包的文件夹、主题的文件夹，https 地址（主题包或目录），或者 banxin.yaml 写的“主题来源”那里的主题名称；不写就取回 banxin.lock 里有而这里没有的",
            ),
            ("name", "那里有几个主题时写名称，后面可以加版本范围，如 anping@^1.2"),
            NET[0],
            NET[1],
        ],
    ),
    ("remove", &[("", "删除装好的主题"), ("name", "主题的名称")]),
    (
        "update",
        &[
            ("", "换成新版，或者认可现在的样子"),
            ("name", "主题的名称；不写就是全部"),
            ("accept", "不安装，只把 themes 文件夹里现在的样子记进 banxin.lock"),
            NET[0],
            NET[1],
        ],
    ),
    ("index", &[("", "给放主题包的文件夹写一份目录，供网站发布"), ("folder", "放主题包的文件夹")]),
];

const MEASURE: Words = &[
    ("", "拿尺子量一份 PDF，看它合不合 GB/T 9704-2012"),
    ("file", "PDF 文件；本程序、Word、WPS 排的都可以"),
    ("layout", "应该是哪种版式：公文、信函、命令、纪要、计划、总结；不写时按第 1 页有没有红色来判断"),
    ("json", "把结果按 JSON 写到标准输出"),
];

const SCHEMA: Words = &[
    ("", "输出文稿字段的 JSON Schema，供编辑器补全和检查"),
    ("theme", "主题的 theme.yaml 的结构"),
    ("output", "写到哪个文件；不写时输出到标准输出"),
];

const COMPLETIONS: Words = &[("", "输出命令行补全脚本"), ("shell", "哪一种 shell")];

/// Examples under the help of each command: Chinese, English.
const EXAMPLES: &[(&str, [&str; 2])] = &[
    (
        "",
        [
            "例子：\n  banxin new 2022年工作计划.yaml\n  banxin build 2022年工作计划.yaml\n  banxin build 文稿文件夹 -o 输出文件夹",
            "Examples:\n  banxin new plan.yaml\n  banxin build plan.yaml\n  banxin build documents -o out",
        ],
    ),
    (
        "theme",
        [
            "例子：\n  banxin theme new anping                    新建，从它改起\n  banxin theme pack themes/anping -o 共享目录  打包\n  banxin theme install 共享目录               各单位安装最新的\n  banxin theme install https://主机/主题/ anping@^1.2   从网站安装\n  banxin theme install                        取回 banxin.lock 里的\n  banxin theme update                         以后换成新版",
            "Examples:\n  banxin theme new anping                 a theme to start from\n  banxin theme pack themes/anping -o share\n  banxin theme install share              the newest there is\n  banxin theme install https://HOST/themes/ anping@^1.2\n  banxin theme install                    what banxin.lock has\n  banxin theme update                     newer ones, later",
        ],
    ),
    (
        "build",
        [
            "例子：\n  banxin build 计划.yaml                       计划.pdf 放在旁边\n  banxin build 计划.yaml -o 送审/计划.pdf\n  banxin build samples -o out                  整个文件夹\n  banxin build                                 所在的项目\n  banxin build 计划.yaml --data 社区.xlsx -o \"输出/{{ 社区 }}.pdf\"\n  banxin build 计划.yaml --format png --dpi 200\n  banxin build 计划.yaml --pdf-standard a-2b   归档用\n  banxin build 通知.yaml --overprint --copies 30   套红，印 30 份\n\n退出码：0 完成，1 文稿有错，2 程序没法运行",
            "Examples:\n  banxin build plan.yaml                       plan.pdf beside it\n  banxin build plan.yaml -o review/plan.pdf\n  banxin build samples -o out                  a whole folder\n  banxin build                                 the project around\n  banxin build plan.yaml --data communities.xlsx -o \"out/{{ community }}.pdf\"\n  banxin build plan.yaml --format png --dpi 200\n  banxin build plan.yaml --pdf-standard a-2b   for archives\n  banxin build notice.yaml --overprint --copies 30   30 copies on pre-printed paper\n\nExit codes: 0 done, 1 a document has errors, 2 the tool could not run",
        ],
    ),
    (
        "watch",
        [
            "例子：\n  banxin watch 计划.yaml            看一份文稿\n  banxin watch 文稿文件夹          看整个文件夹，在网页里换文稿\n  banxin watch 计划.yaml --editor notepad++",
            "Examples:\n  banxin watch plan.yaml            one document\n  banxin watch documents            a whole folder; choose a document in the page\n  banxin watch plan.yaml --editor kate",
        ],
    ),
    (
        "collect",
        [
            "例子：\n  banxin collect 文稿 -o 汇编.pdf --title 青云街道2021年总结汇编 --issuer 青云街道办事处\n  banxin collect 文稿 --units 单位.xlsx -o 汇编.pdf",
            "Examples:\n  banxin collect documents -o volume.pdf --title summaries --issuer office\n  banxin collect documents --units units.xlsx -o volume.pdf",
        ],
    ),
    (
        "missing",
        [
            "例子：\n  banxin missing --units 单位.xlsx --round 2021年12月 -o 未报.xlsx\n  banxin missing 文稿 --units 单位.csv -o 通报.yaml\n\n退出码：0 都报齐了，1 有没报的、不对的，2 没法运行",
            "Examples:\n  banxin missing --units units.xlsx --round 2021-12 -o missing.xlsx\n  banxin missing documents --units units.csv -o notice.yaml\n\nExit codes: 0 all reported, 1 something is missing or wrong, 2 it could not run",
        ],
    ),
    (
        "summarize",
        [
            "例子：\n  banxin summarize 文稿 -o 汇总.xlsx --title 青云街道2021年民政数据\n  banxin summarize 青云街道.xlsx 东湖街道.xlsx -o 全区.xlsx\n  banxin summarize 文稿 -o 汇总.yaml && banxin build 汇总.yaml",
            "Examples:\n  banxin summarize documents -o summary.xlsx --title figures\n  banxin summarize street-a.xlsx street-b.xlsx -o district.xlsx\n  banxin summarize documents -o summary.yaml && banxin build summary.yaml",
        ],
    ),
    (
        "report",
        [
            "例子：\n  banxin report merge 输出/build-report-*.json -o 输出",
            "Examples:\n  banxin report merge out/build-report-*.json -o out",
        ],
    ),
    (
        "merge",
        [
            "例子：\n  banxin report merge 输出/build-report-*.json -o 输出",
            "Examples:\n  banxin report merge out/build-report-*.json -o out",
        ],
    ),
    (
        "edit",
        [
            "例子：\n  banxin edit 计划.yaml             写一份文稿\n  banxin edit 文稿文件夹           写整个文件夹里的，在网页里换文稿\n  banxin edit                      开始页：最近的文稿、新写一份",
            "Examples:\n  banxin edit plan.yaml             one document\n  banxin edit documents             a whole folder; choose a document in the page\n  banxin edit                       the start page: recent papers, a new one",
        ],
    ),
    ("locate", ["例子：\n  banxin locate 计划.yaml:12", "Examples:\n  banxin locate plan.yaml:12"]),
    (
        "new",
        [
            "例子：\n  banxin new 2022年工作计划.yaml\n  banxin new 2021年总结.yaml --kind 总结\n  banxin new 摸底通知.yaml --kind 通知\n  banxin new --list                        有哪些文稿\n  banxin new --from 2021年总结.yaml        写出 2022年总结.yaml",
            "Examples:\n  banxin new plan.yaml\n  banxin new summary.yaml --kind summary\n  banxin new notice.yaml --kind notice\n  banxin new --list                        what sorts there are\n  banxin new --from 2021.yaml              writes 2022.yaml",
        ],
    ),
    (
        "fonts",
        [
            "例子：\n  banxin fonts\n  banxin fonts --system-fonts",
            "Examples:\n  banxin fonts\n  banxin fonts --system-fonts",
        ],
    ),
    (
        "measure",
        [
            "例子：\n  banxin measure 计划.pdf\n  banxin measure 通知.pdf --layout 公文\n  banxin measure 计划.pdf --json\n\n退出码：0 全部合格，1 有不合格，2 没法测量",
            "Examples:\n  banxin measure plan.pdf\n  banxin measure notice.pdf --layout official\n  banxin measure plan.pdf --json\n\nExit codes: 0 all pass, 1 something is missed, 2 it could not be measured",
        ],
    ),
    (
        "schema",
        [
            "例子：\n  banxin schema -o banxin.schema.json\n  然后在文稿第一行写：# yaml-language-server: $schema=banxin.schema.json",
            "Examples:\n  banxin schema -o banxin.schema.json\n  then begin a document with: # yaml-language-server: $schema=banxin.schema.json",
        ],
    ),
    (
        "completions",
        [
            "例子：\n  banxin completions bash > ~/.local/share/bash-completion/completions/banxin",
            "Examples:\n  banxin completions bash > ~/.local/share/bash-completion/completions/banxin",
        ],
    ),
];

/// The command with help in that language.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    let mut command = translate(command, TOP, lang);
    let commands = [
        ("build", BUILD),
        ("watch", WATCH),
        ("collect", COLLECT),
        ("missing", MISSING),
        ("summarize", SUMMARIZE),
        ("report", REPORT),
        ("edit", EDIT),
        ("locate", LOCATE),
        ("new", NEW),
        ("fonts", FONTS),
        ("measure", MEASURE),
        ("theme", THEME),
        ("schema", SCHEMA),
        ("completions", COMPLETIONS),
    ];
    for (name, words) in commands {
        command = command.mut_subcommand(name, |sub| translate(sub, words, lang));
    }
    let command = command
        .mut_subcommand("report", |report| report.mut_subcommand("merge", |merge| translate(merge, MERGE, lang)));
    command.mut_subcommand("theme", |mut theme| {
        for (name, words) in THEMES {
            theme = theme.mut_subcommand(name, |sub| translate(sub, words, lang).after_help(""));
        }
        theme
    })
}

fn translate(command: Command, words: Words, lang: Lang) -> Command {
    let own = command.get_name().to_owned();
    let name = if own == "banxin" { "" } else { own.as_str() };
    let example = EXAMPLES.iter().find(|(command, _)| *command == name).map(|(_, [zh, en])| lang.pick(*zh, *en));
    let mut command = command.after_help(example.unwrap_or_default());
    if lang == Lang::En {
        return command;
    }
    for (id, text) in words {
        if id.is_empty() {
            command = command.about(*text);
        } else if command.get_arguments().any(|arg| arg.get_id() == *id) {
            // The help names the values, in Chinese; clap would explain them in English once more.
            command = command.mut_arg(*id, |arg| arg.help(*text).hide_possible_values(true));
        }
    }
    command
}

/// What is wrong with a command line, for readers of Chinese; none where clap's own words will do.
pub(super) fn explained(error: &clap::Error, lang: Lang) -> Option<String> {
    if lang == Lang::En {
        return None;
    }
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join("、")),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let argument = || said(ContextKind::InvalidArg).unwrap_or_default();
    let sentence = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()),
        ErrorKind::UnknownArgument => format!("没有 {} 这个选项", argument()),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令", said(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = said(ContextKind::InvalidValue).filter(|value| !value.is_empty());
            let what = value.map_or_else(|| "缺少值".to_owned(), |value| format!("不能写 `{value}`"));
            format!("{} {what}", argument())
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::ArgumentConflict => format!("{} 不能和别的选项一起用", argument()),
        _ => return None,
    };
    let mut words = format!("错误: {sentence}");
    let known = said(ContextKind::ValidValue).or_else(|| said(ContextKind::ValidSubcommand)).filter(|k| !k.is_empty());
    if let Some(known) = known {
        let _ = write!(words, "\n可以写: {known}");
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(said).filter(|near| !near.is_empty()) {
        let _ = write!(words, "\n是不是 {near}？");
    }
    words.push_str("\n用 --help 看怎么写");
    Some(words)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Cli;

    #[test]
    fn every_command_and_argument_has_chinese_help() {
        let chinese =
            |text: Option<String>| text.is_some_and(|t| t.chars().any(|c| ('\u{4E00}'..'\u{9FFF}').contains(&c)));
        let command = localised(Cli::command(), Lang::Zh);
        for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
            assert!(chinese(sub.get_about().map(ToString::to_string)), "{}", sub.get_name());
            for arg in sub.get_arguments().filter(|arg| !["help", "version", "lang"].contains(&arg.get_id().as_str())) {
                assert!(chinese(arg.get_help().map(ToString::to_string)), "{} {}", sub.get_name(), arg.get_id());
            }
        }
    }
}
