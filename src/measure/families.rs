//! Which of the standard's typefaces a font is, told by its name.
//!
//! Word, WPS and others write a font's PostScript name, its family, its Chinese name, or the foundry's short one. Names are
//! compared in small letters without spaces, hyphens and underscores.

/// The typefaces the standard names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// 仿宋, of the text.
    Fang,
    /// 黑体, of the first level.
    Hei,
    /// 楷体, of the second level.
    Kai,
    /// 宋体, of page numbers.
    Song,
    /// 小标宋, of titles and mastheads.
    Biaosong,
    /// Any other.
    Other,
    /// The file does not name it.
    Unnamed,
}

/// Parts of names; the first family that has one wins, so 仿宋 and 小标宋 stand before 宋体.
const PARTS: &[(Family, &[&str])] = &[
    (Family::Fang, &["fangsong", "仿宋", "fandolfang", "fzfsk", "fzfs"]),
    (Family::Biaosong, &["biaosong", "小标宋", "fzxbs", "xbsong"]),
    (Family::Kai, &["kaiti", "楷体", "simkai", "fzkai", "fzktk", "banxinkai", "fandolkai", "ukai", "楷书"]),
    (
        Family::Hei,
        &[
            "simhei",
            "黑体",
            "heiti",
            "fzhei",
            "fzhtk",
            "banxinhei",
            "fandolhei",
            "notosanscjk",
            "notosanssc",
            "sourcehansans",
        ],
    ),
    (
        Family::Song,
        &[
            "simsun",
            "宋体",
            "songti",
            "stsong",
            "shusong",
            "书宋",
            "fzssk",
            "banxinsong",
            "fandolsong",
            "notoserifcjk",
            "notoserifsc",
            "sourcehanserif",
        ],
    ),
];

/// Names that are one family's as a whole.
const WHOLE: &[(&str, Family)] = &[
    ("fangsong", Family::Fang),
    ("kai", Family::Kai),
    ("hei", Family::Hei),
    // Banxin Biaosong by the name within its outlines, which is what LibreOffice writes.
    ("notoserifcjkjpboldvkana", Family::Biaosong),
];

impl Family {
    /// The family of a font's name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let plain: String = name.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
        if plain.is_empty() {
            return Self::Unnamed;
        }
        let whole = WHOLE.iter().find(|(whole, _)| plain == *whole).map(|(_, family)| *family);
        let part = || PARTS.iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(part)));
        whole.or_else(|| part().map(|(family, _)| *family)).unwrap_or(Self::Other)
    }

    /// Its name: Chinese, English.
    #[must_use]
    pub fn name(self) -> [&'static str; 2] {
        match self {
            Self::Fang => ["仿宋", "FangSong"],
            Self::Hei => ["黑体", "Heiti"],
            Self::Kai => ["楷体", "Kaiti"],
            Self::Song => ["宋体", "Songti"],
            Self::Biaosong => ["小标宋", "Xiaobiaosong"],
            Self::Other => ["其他字体", "another font"],
            Self::Unnamed => ["没有字体名", "unnamed"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Family;

    #[test]
    fn names_as_programs_write_them() {
        let cases = [
            ("FangSong_GB2312", Family::Fang),
            ("仿宋_GB2312", Family::Fang),
            ("STFangsong", Family::Fang),
            ("FandolFang-Regular", Family::Fang),
            ("FZFSK--GBK1-0", Family::Fang),
            ("SimHei,Bold", Family::Hei),
            ("FZHTK--GBK1-0", Family::Hei),
            ("KaiTi_GB2312", Family::Kai),
            ("楷体", Family::Kai),
            ("SimSun", Family::Song),
            ("NSimSun", Family::Song),
            ("FZXBSJW--GB1-0", Family::Biaosong),
            ("方正小标宋简体", Family::Biaosong),
            ("FZXiaoBiaoSong-B05S", Family::Biaosong),
            ("BanxinBiaosong-Regular", Family::Biaosong),
            ("BanxinKaiExt-Regular", Family::Kai),
            ("MicrosoftYaHei", Family::Other),
            ("TimesNewRomanPSMT", Family::Other),
            ("", Family::Unnamed),
        ];
        for (name, family) in cases {
            assert_eq!(Family::of(name), family, "{name}");
        }
    }
}
