//! A number format taken apart: sections, each with its condition and tokens.

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Words as they stand.
    Literal(String),
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: thousands, between digits.
    Comma,
    /// `%`.
    Percent,
    /// `E+`.
    Exponent,
    /// The number as it is.
    General,
    /// `/` between digits.
    Fraction,
    /// A run of one letter of a day or a time: `yyyy`, `m`, `aaaa`.
    Time(char, usize),
    /// Hours, minutes or seconds in all: `[h]`.
    Elapsed(char),
    /// 上午 or 下午; whether in Chinese.
    HalfDay(bool),
}

/// When a section holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Condition {
    sign: Sign,
    limit: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    Greater,
}

impl Condition {
    /// Whether it holds for a value.
    #[expect(clippy::float_cmp, reason = "a spreadsheet compares them so")]
    pub(super) fn test(self, value: f64) -> bool {
        match self.sign {
            Sign::Less => value < self.limit,
            Sign::AtMost => value <= self.limit,
            Sign::Equal => value == self.limit,
            Sign::Unequal => value != self.limit,
            Sign::AtLeast => value >= self.limit,
            Sign::Greater => value > self.limit,
        }
    }

    fn parse(inner: &str) -> Option<Self> {
        let signs = [
            ("<=", Sign::AtMost),
            (">=", Sign::AtLeast),
            ("<>", Sign::Unequal),
            ("<", Sign::Less),
            (">", Sign::Greater),
            ("=", Sign::Equal),
        ];
        let (sign, rest) = signs.iter().find_map(|(mark, sign)| Some((*sign, inner.strip_prefix(mark)?)))?;
        Some(Self { sign, limit: rest.trim().parse().ok()? })
    }
}

/// What stands between `;`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    pub condition: Option<Condition>,
    /// Chinese numerals, `[DBNum1]` plain ones, `[DBNum2]` those of bills.
    pub numerals: Option<char>,
    pub tokens: Vec<Token>,
}

/// The sections of a format.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut reader = Reader { rest: code, sections: vec![Section::default()] };
    while !reader.rest.is_empty() {
        reader.step();
    }
    reader.sections
}

struct Reader<'a> {
    rest: &'a str,
    sections: Vec<Section>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let words = ["General", "G/通用格式", "通用格式"];
        if let Some(word) = words.iter().find(|word| starts_with(self.rest, word)) {
            self.rest = &self.rest[word.len()..];
            return self.push(Token::General);
        }
        let halves = [("AM/PM", false), ("A/P", false), ("上午/下午", true)];
        if let Some((word, chinese)) = halves.iter().find(|(word, _)| starts_with(self.rest, word)) {
            self.rest = &self.rest[word.len()..];
            return self.push(Token::HalfDay(*chinese));
        }
        let Some(c) = self.take() else { return };
        match c {
            ';' => self.sections.push(Section::default()),
            '"' => {
                let end = self.rest.find('"').unwrap_or(self.rest.len());
                let text = self.rest[..end].to_owned();
                self.rest = self.rest.get(end + 1..).unwrap_or("");
                self.literal(&text);
            }
            '\\' | '!' => {
                let next = self.take();
                self.literal(&next.map(String::from).unwrap_or_default());
            }
            // Room as wide as a character, and a character that fills the cell.
            '_' | '*' => {
                self.take();
            }
            '[' => self.bracket(),
            '0' | '#' | '?' => self.push(Token::Digit(c)),
            '.' => self.push(Token::Point),
            ',' => self.push(Token::Comma),
            '%' => self.push(Token::Percent),
            'E' if self.rest.starts_with(['+', '-']) => {
                self.take();
                self.push(Token::Exponent);
            }
            '/' if self.last().is_some_and(|token| matches!(token, Token::Digit(_))) => self.push(Token::Fraction),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' => self.time(c),
            '@' => {}
            other => self.literal(&other.to_string()),
        }
    }

    fn take(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn section(&mut self) -> Option<&mut Section> {
        self.sections.last_mut()
    }

    fn last(&self) -> Option<&Token> {
        self.sections.last()?.tokens.last()
    }

    fn push(&mut self, token: Token) {
        self.section().expect("there is always a section").tokens.push(token);
    }

    fn literal(&mut self, text: &str) {
        match self.section().and_then(|section| section.tokens.last_mut()) {
            Some(Token::Literal(before)) => before.push_str(text),
            _ => self.push(Token::Literal(text.to_owned())),
        }
    }

    fn time(&mut self, c: char) {
        let letter = c.to_ascii_lowercase();
        let more = self.rest.chars().take_while(|next| next.to_ascii_lowercase() == letter).count();
        // All of them are one byte long.
        self.rest = &self.rest[more..];
        self.push(Token::Time(letter, more + 1));
    }

    /// A colour, a locale with its currency, a condition, or a time in all.
    fn bracket(&mut self) {
        let end = self.rest.find(']').unwrap_or(self.rest.len());
        let inner = self.rest[..end].to_owned();
        self.rest = self.rest.get(end + 1..).unwrap_or("");
        if let Some(currency) = inner.strip_prefix('$') {
            let currency = currency.split('-').next().unwrap_or("").to_owned();
            return self.literal(&currency);
        }
        let letters = inner.to_ascii_lowercase();
        if let Some(letter) = letters.chars().next().filter(|c| "hms".contains(*c) && letters.chars().all(|d| d == *c))
        {
            return self.push(Token::Elapsed(letter));
        }
        if let Some(which) = letters.strip_prefix("dbnum").and_then(|which| which.chars().next()) {
            self.section().expect("there is always a section").numerals = Some(which);
        }
        if let Some(condition) = Condition::parse(&inner) {
            self.section().expect("there is always a section").condition = Some(condition);
        }
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
