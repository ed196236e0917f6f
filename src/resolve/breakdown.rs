//! 分解表: a row for each task at the end of a branch, with who does it and by when; what has tasks below it is a group.
//!
//! A task without an office or a deadline of its own has those of the task it is a part of.

use super::Resolver;
use super::scope::View;
use super::tables::add_serials;
use crate::dates::TypedDate;
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::nearest::nearest;
use crate::document::table::ByColumn;
use crate::document::{Breakdown, Task, Tasks};
use crate::figures::chinese;
use crate::paper::table::{Alignment, Cell, Row, RowKind, Table, Width};
use crate::source::Span;
use crate::text::Text;

/// What a table is called that has no title of its own.
const TITLE: &str = "任务分解表";

/// A column by what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Serial,
    Task,
    Content,
    Goal,
    Responsible,
    Assisting,
    Deadline,
}

impl Source {
    /// What offices call it; the first is printed unless another is asked for.
    const NAMES: [(Self, &'static [&'static str]); 7] = [
        (Self::Serial, &["序号", "serial"]),
        (Self::Task, &["工作任务", "任务", "重点任务", "工作事项", "事项", "task"]),
        (Self::Content, &["具体内容", "内容", "工作措施", "措施", "具体举措", "主要内容", "content"]),
        (Self::Goal, &["目标", "目标要求", "工作目标", "goal"]),
        (Self::Responsible, &["责任单位", "牵头单位", "责任人", "牵头部门", "责任部门", "responsible"]),
        (Self::Assisting, &["协办单位", "配合单位", "协办部门", "配合部门", "assisting"]),
        (Self::Deadline, &["完成时限", "时限", "完成时间", "时间节点", "deadline"]),
    ];

    fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, names)| names.contains(&name.trim())).map(|(source, _)| *source)
    }

    fn alignment(self) -> Alignment {
        match self {
            Self::Task | Self::Content | Self::Goal => Alignment::Left,
            _ => Alignment::Center,
        }
    }
}

/// A row before its columns are known.
enum Line {
    /// What the tasks below have in common, and how deep it stands.
    Group(Text, usize),
    /// A task.
    Task(Box<Entry>),
}

/// A task as a row.
#[derive(Clone, Default)]
struct Entry {
    span: Option<Span>,
    task: Vec<Text>,
    content: Vec<Text>,
    goal: Option<Text>,
    responsible: Option<Text>,
    assisting: Option<Text>,
    deadline: Option<Text>,
}

impl Entry {
    fn cell(&self, source: Source) -> Vec<Text> {
        match source {
            Source::Serial => Vec::new(),
            Source::Task => self.task.clone(),
            Source::Content => self.content.clone(),
            Source::Goal => self.goal.iter().cloned().collect(),
            Source::Responsible => self.responsible.iter().cloned().collect(),
            Source::Assisting => self.assisting.iter().cloned().collect(),
            Source::Deadline => self.deadline.iter().cloned().collect(),
        }
    }
}

impl Resolver<'_, '_> {
    /// The table of a group's own tasks.
    pub(super) fn own_breakdown(&mut self, asked: &Breakdown, tasks: &Tasks, view: &View) -> Option<Table> {
        let mut lines = Vec::new();
        self.lines(&tasks.items, &Entry::default(), (0, &mut lines), view);
        self.breakdown_table(asked, &lines, view)
    }

    /// The table of all groups of tasks, or of those it names.
    pub(super) fn breakdown(&mut self, asked: &Breakdown, view: &View) -> Option<Table> {
        let all = self.world.tasks();
        let titles: Vec<&str> = all.iter().filter_map(|tasks| Some(tasks.title.as_ref()?.as_str())).collect();
        for name in asked.of.iter().filter(|name| !titles.contains(&name.as_str())) {
            let near = nearest(name.as_str(), titles.iter().copied()).map(str::to_owned);
            let fault = ResolveFault::UnknownTasks { name: name.as_str().to_owned(), near };
            self.report.extend(name.span().map(|span| Diagnostic::at(span, fault)));
        }
        let title_of = |tasks: &Tasks| tasks.title.as_ref().map(|title| title.as_str().to_owned());
        let wanted = |tasks: &&&Tasks| {
            asked.of.is_empty() || asked.of.iter().any(|name| title_of(tasks).as_deref() == Some(name.as_str()))
        };
        let chosen: Vec<&Tasks> = all.iter().filter(wanted).copied().collect();
        if chosen.is_empty() && !asked.of.is_empty() {
            return None;
        }
        let mut lines = Vec::new();
        for tasks in &chosen {
            let title = tasks.title.as_ref().filter(|_| chosen.len() > 1);
            if let Some(title) = title {
                lines.push(Line::Group(self.text(title, view), 0));
            }
            self.lines(&tasks.items, &Entry::default(), (usize::from(title.is_some()), &mut lines), view);
        }
        self.breakdown_table(asked, &lines, view)
    }

    /// The rows of tasks that stand `depth` groups deep.
    fn lines(&mut self, tasks: &[Task], around: &Entry, (depth, lines): (usize, &mut Vec<Line>), view: &View) {
        for task in tasks {
            let entry = self.entry(task, around, view);
            if task.tasks.is_empty() {
                lines.push(Line::Task(Box::new(entry)));
                continue;
            }
            if let Some(title) = entry.task.first() {
                lines.push(Line::Group(title.clone(), depth));
            }
            self.lines(&task.tasks, &entry, (depth + 1, lines), view);
        }
    }

    fn entry(&mut self, task: &Task, around: &Entry, view: &View) -> Entry {
        let mut content = self.texts(&task.content, view);
        if let Some(points) = &task.points {
            self.add_points(points, &mut content, view);
        }
        let title = task.title.as_ref().map(|title| unstopped(&self.text(title, view)));
        let (named, content) = match title {
            Some(title) => (vec![title], content),
            None => (content.iter().map(unstopped).collect(), Vec::new()),
        };
        let deadline = task.deadline.as_ref().map(|text| self.deadline(text, view));
        Entry {
            span: Some(task.span),
            task: named,
            content,
            goal: task.goal.as_ref().map(|text| self.text(text, view)),
            responsible: listed(&self.texts(&task.responsible, view)).or_else(|| around.responsible.clone()),
            assisting: listed(&self.texts(&task.assisting, view)).or_else(|| around.assisting.clone()),
            deadline: deadline.or_else(|| around.deadline.clone()),
        }
    }

    fn breakdown_table(&mut self, asked: &Breakdown, lines: &[Line], view: &View) -> Option<Table> {
        let entries: Vec<&Entry> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Task(entry) => Some(&**entry),
                Line::Group(..) => None,
            })
            .collect();
        if entries.is_empty() {
            self.report.push(Diagnostic::at(asked.span, ResolveFault::NoTasks));
            return None;
        }
        let columns = self.breakdown_columns(asked, &entries);
        self.tell_tasks_without_office(&columns, &entries);
        let head = columns.iter().map(|(head, _)| head.clone()).collect();
        let mut table = Table::headed(asked.span, head);
        for (column, (_, source)) in table.columns.iter_mut().zip(&columns) {
            column.alignment = Some(source.alignment());
            if *source == Source::Deadline {
                column.width = deadline_width(&entries);
            }
        }
        table.rows = rows(lines, &columns, asked.span);
        table.caption = match &asked.title {
            Some(title) if matches!(title.as_str(), "无" | "none") => None,
            Some(title) => Some(self.text(title, view)),
            None => Some(Text::derived(TITLE, asked.span)),
        };
        table.notes = self.labelled_notes(&asked.notes, view);
        table.turned = asked.turned;
        add_serials(&mut table, asked.span);
        Some(table)
    }

    /// The columns that are asked for, else those the tasks have something for.
    fn breakdown_columns(&mut self, asked: &Breakdown, entries: &[&Entry]) -> Vec<(Text, Source)> {
        let typed: Vec<(Text, Text)> = match &asked.columns {
            ByColumn::Listed(texts) => texts.iter().map(|text| (text.clone(), text.clone())).collect(),
            ByColumn::Named(entries) => entries.clone(),
        };
        let mut columns = Vec::new();
        for (head, source) in typed {
            match Source::of(source.as_str()) {
                Some(Source::Serial) => {}
                Some(source) => columns.push((head, source)),
                None => {
                    let names = Source::NAMES.iter().flat_map(|(_, names)| names.iter().copied());
                    let near = nearest(source.as_str(), names).map(str::to_owned);
                    let fault = ResolveFault::UnknownBreakdownColumn { name: source.as_str().to_owned(), near };
                    self.report.extend(source.span().map(|span| Diagnostic::at(span, fault)));
                }
            }
        }
        if columns.is_empty() {
            let has = |source: &Source| entries.iter().any(|entry| !entry.cell(*source).is_empty());
            let usual = Source::NAMES.iter().filter(|(source, _)| *source != Source::Content && has(source));
            columns = usual.map(|(source, names)| (Text::derived(names[0], asked.span), *source)).collect();
        }
        columns
    }

    /// A task nobody is named for, where others have an office: most likely forgotten.
    fn tell_tasks_without_office(&mut self, columns: &[(Text, Source)], entries: &[&Entry]) {
        let somebody = entries.iter().any(|entry| entry.responsible.is_some());
        let shown = somebody && columns.iter().any(|(_, source)| *source == Source::Responsible);
        for entry in entries.iter().filter(|entry| shown && entry.responsible.is_none()) {
            let task = entry.task.first().map(|text| text.as_str().to_owned()).unwrap_or_default();
            self.report.extend(entry.span.map(|span| Diagnostic::at(span, ResolveFault::TaskWithoutOffice { task })));
        }
    }
}

/// A day stays on one line, so its column is as wide as the longest of them; words such as 全年 take what there is.
fn deadline_width(entries: &[&Entry]) -> Option<Width> {
    let days = entries.iter().filter_map(|entry| entry.deadline.as_ref());
    let days = days.filter(|text| TypedDate::parse(text.as_str()).is_ok());
    let width = |text: &Text| text.as_str().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    // One character more, for a column is measured with the room at its sides.
    days.map(width).max().map(|halves| Width::Characters(f64::from(halves) / 2.0 + 1.0))
}

fn rows(lines: &[Line], columns: &[(Text, Source)], span: Span) -> Vec<Row> {
    let mut numbers = [0_u32; 2];
    lines
        .iter()
        .map(|line| match line {
            Line::Group(title, depth) => {
                if let Some(number) = numbers.get_mut(*depth) {
                    *number += 1;
                }
                numbers.iter_mut().skip(depth + 1).for_each(|number| *number = 0);
                let mut text = Text::derived(&label(*depth, numbers), title.span().unwrap_or(span));
                text.append(title);
                Row::across(RowKind::Group, Cell::of(text), columns.len())
            }
            Line::Task(entry) => Row::plain(columns.iter().map(|(_, source)| Cell::new(entry.cell(*source))).collect()),
        })
        .collect()
}

/// 一、 and （一）, the table's own; deeper groups have none.
fn label(depth: usize, numbers: [u32; 2]) -> String {
    match depth {
        0 => format!("{}、", chinese::number(numbers[0].into())),
        1 => format!("（{}）", chinese::number(numbers[1].into())),
        _ => String::new(),
    }
}

/// Several offices in one cell.
fn listed(texts: &[Text]) -> Option<Text> {
    let (first, others) = texts.split_first()?;
    let mut line = first.clone();
    for text in others {
        line.push_derived("、", text.span()?);
        line.append(text);
    }
    Some(line)
}

/// A sentence as it stands in a cell: without the mark at its end.
fn unstopped(text: &Text) -> Text {
    let kept = text.as_str().trim_end_matches(['。', '；', '：', ';']).len();
    text.slice(0..kept)
}
