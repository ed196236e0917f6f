//! The parser's complaints in our words.
//!
//! In: an error of the parser. Out: a diagnostic that says what to do; the parser's own words go with it as a note.
//! This module must not guess at what [`super::scan`] knows better.

use granit_parser::{ErrorKind, ScanError};

use super::decode::{Raw, is_blank};
use super::mask::Masked;
use super::{rewrite, tree};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Expected, LineFault, MarkFault, WholeFault, YamlFault};

/// Says what the parser said.
pub(super) fn explain(raw: Raw<'_>, masked: &Masked, error: &ScanError) -> Diagnostic {
    let offset = error.marker().byte_offset().unwrap_or(masked.text.len());
    let at = raw.text.floor_char_boundary(masked.to_source(offset));
    let place = Place { raw, at };
    let fault = lines(error.kind(), place)
        .or_else(|| marks(error.kind(), place))
        .or_else(|| quotes(error.kind(), place))
        .or_else(|| brackets(error.kind()))
        .unwrap_or_else(|| whole(error.kind()));
    Diagnostic::at(raw.span(place.range()), fault).with_foreign(error.kind().to_string())
}

/// Where the parser stopped.
#[derive(Clone, Copy)]
struct Place<'s> {
    raw: Raw<'s>,
    at: usize,
}

impl Place<'_> {
    /// The character there.
    fn character(self) -> Option<char> {
        self.raw.get(self.at..self.raw.text.len()).chars().next()
    }

    /// Its bytes; none at the end of a line or of the text.
    fn range(self) -> std::ops::Range<usize> {
        let length = self.character().filter(|&c| c != '\n' && c != '\r').map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    /// The line with the value that begins here in quotes.
    fn quoted(self) -> String {
        rewrite::quoted_in_line(self.raw, rewrite::block_extent(self.raw, self.at))
    }

    /// The line with its tabs as spaces.
    fn without_tabs(self) -> String {
        let line = self.raw.get(rewrite::line_around(self.raw, self.at));
        let blanks = line.bytes().take_while(|&b| is_blank(b)).count();
        format!("{}{}", line[..blanks].replace('\t', "  "), &line[blanks..])
    }
}

/// Complaints about indentation and about what a line begins with.
fn lines(kind: &ErrorKind, place: Place<'_>) -> Option<YamlFault> {
    Some(match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => LineFault::TabIndent { fixed: place.without_tabs() }.into(),
        ErrorKind::InvalidBlockScalarIndent => {
            let fixed = rewrite::indented(place.raw, place.at, 4);
            LineFault::TextOutdented { fixed }.into()
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey => {
            let line = rewrite::line_around(place.raw, place.at);
            LineFault::NoField { text: place.raw.get(line).trim().to_owned(), fixed: None }.into()
        }
        ErrorKind::BlockSequenceEntryNotAllowed => MarkFault::ListOnSameLine.into(),
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            let range = rewrite::flow_extent(place.raw, place.at);
            MarkFault::BeginsWith { mark: '-', fixed: rewrite::quoted_in_line(place.raw, range) }.into()
        }
        ErrorKind::MappingValueNotAllowed => {
            let range = place.range();
            MarkFault::ColonInText { fixed: rewrite::replaced(place.raw, range.start..range.end + 1, "：") }.into()
        }
        _ => return None,
    })
}

/// Complaints about a mark: `&`, `!`, `@`.
fn marks(kind: &ErrorKind, place: Place<'_>) -> Option<YamlFault> {
    Some(match kind {
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            MarkFault::ControlCharacter { character: *character }.into()
        }
        ErrorKind::UnexpectedCharacter { character } => {
            MarkFault::BeginsWith { mark: *character, fixed: place.quoted() }.into()
        }
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnknownAnchor => {
            let mark = place.character().filter(|&c| c == '*').unwrap_or('&');
            MarkFault::BeginsWith { mark, fixed: place.quoted() }.into()
        }
        ErrorKind::ExpectedTagBang
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::UndeclaredTagHandle => MarkFault::BeginsWith { mark: '!', fixed: place.quoted() }.into(),
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarHeader => {
            let mark = place.character().filter(|&c| c == '>').unwrap_or('|');
            MarkFault::BeginsWith { mark, fixed: place.quoted() }.into()
        }
        ErrorKind::BomInsideDocument => MarkFault::InvisibleMark.into(),
        _ => return None,
    })
}

/// Complaints about quotes.
fn quotes(kind: &ErrorKind, place: Place<'_>) -> Option<YamlFault> {
    let quote = place.character().filter(|&c| c == '\'').unwrap_or('"');
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let end = rewrite::block_extent(place.raw, place.at).end;
            MarkFault::UnclosedQuote { quote, fixed: rewrite::replaced(place.raw, end..end, &quote.to_string()) }.into()
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let fixed = place.quoted();
            MarkFault::TextAfterQuote { quoted: fixed.clone(), fixed }.into()
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => MarkFault::BadEscape.into(),
        _ => return None,
    })
}

/// Complaints about brackets.
fn brackets(kind: &ErrorKind) -> Option<YamlFault> {
    Some(match kind {
        ErrorKind::UnclosedFlowCollection { open } => MarkFault::UnclosedBracket { bracket: *open }.into(),
        ErrorKind::UnexpectedEofFlowSequence => MarkFault::UnclosedBracket { bracket: '[' }.into(),
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            MarkFault::UnclosedBracket { bracket: '{' }.into()
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            MarkFault::MismatchedBracket { open: *open, close: *close }.into()
        }
        ErrorKind::MisplacedFlowCollectionEnd => MarkFault::StrayBracket { bracket: ']' }.into(),
        _ => return None,
    })
}

/// Complaints about fields, lists and the text as a whole.
fn whole(kind: &ErrorKind) -> YamlFault {
    match kind {
        ErrorKind::RecursionLimitExceeded => WholeFault::TooNested { limit: tree::MAX_DEPTH },
        ErrorKind::AnchorCountOverflow => WholeFault::TooManyNodes { limit: tree::MAX_NODES },
        ErrorKind::CommentInterceptedScalar => WholeFault::CommentInText,
        ErrorKind::InvalidSimpleKey => WholeFault::LongKey,
        ErrorKind::InvalidColonPlacement | ErrorKind::FlowMappingValueAdjacentCollection => WholeFault::KeyOverLines,
        ErrorKind::MappingKeyNotAllowed => WholeFault::ComplexKey,
        ErrorKind::MultipleDocumentsUnsupported
        | ErrorKind::InvalidDocumentEnd
        | ErrorKind::MissingDocumentEndBeforeDirective => WholeFault::SecondDocument,
        ErrorKind::ExpectedDocumentStart => WholeFault::AfterEnd,
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            WholeFault::Unreadable { expected: Expected::Comma }
        }
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::UnexpectedEofBlockSequence => {
            WholeFault::Unreadable { expected: Expected::Item }
        }
        ErrorKind::UnexpectedEofBlockMapping => WholeFault::Unreadable { expected: Expected::Field },
        // Directives (`%YAML`), which nobody writes here, and what only other kinds of input can say.
        _ => WholeFault::Unreadable { expected: Expected::Other },
    }
    .into()
}
