#include "ui/compare/OutcomeModel.h"

#include "ui/compare/CompareWords.h"
#include "ui/compare/OutcomeRows.h"
#include "ui/kit/Background.h"
#include "ui/kit/PlainText.h"
#include "ui/run/OutcomeText.h"

#include <algorithm>

namespace metaspo {

namespace {

/// Each partner once, in the order of the prompts.
QString partnersOf(const OutcomeRow& row, PromptKind kind)
{
    QStringList partners;
    for (const std::optional<EvaluationRecord>& answer : row.answers) {
        if (!answer)
            continue;
        const QString partner = text(kind == PromptKind::System ? answer->user : answer->system);
        if (!partners.contains(partner))
            partners.append(partner);
    }
    return displayLine(partners.join(QStringLiteral(" | ")));
}

QString answerText(const EvaluationRecord& answer)
{
    return outcomeGlyph(answer.outcome.kind) + QLatin1Char(' ') + displayLine(answer.outcome.prediction, 80);
}

} // namespace

OutcomeModel::OutcomeModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void OutcomeModel::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    show(nullptr, {}, PromptKind::System);
}

void OutcomeModel::show(const std::shared_ptr<const PromptComparison>& comparison, const QStringList& names,
                        PromptKind kind)
{
    beginResetModel();
    m_comparison = comparison;
    m_names = names;
    m_kind = kind;
    m_rows.clear();
    m_pages.clear();
    m_asked.clear();
    ++m_generation;
    endResetModel();
}

void OutcomeModel::showRows(const QList<int>& rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    m_pages.clear();
    m_asked.clear();
    ++m_generation;
    endResetModel();
}

int OutcomeModel::rowOf(int tableRow) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), tableRow); // ascending
    return found != m_rows.end() && *found == tableRow ? static_cast<int>(found - m_rows.begin()) : -1;
}

const OutcomeModel::Texts* OutcomeModel::textsOf(int row) const
{
    if (row < 0 || row >= m_rows.size())
        return nullptr;
    const int page = row / pageRows;
    const Page* texts = m_pages.object(page);
    if (!texts)
        fetch(page);
    return texts && row % pageRows < texts->size() ? &texts->at(row % pageRows) : nullptr;
}

void OutcomeModel::fetch(int page) const
{
    if (m_asked.contains(page) || !m_project || !m_comparison)
        return;
    m_asked.insert(page);
    const QList<int> rows = m_rows.mid(qsizetype(page) * pageRows, pageRows);
    auto* self = const_cast<OutcomeModel*>(this); // data() starts the reading of what it lacks
    whenDone(m_project->queries().evaluations(evaluationsOf(m_comparison->outcomes, rows)), self,
             [self, page, rows, generation = m_generation](const Result<QList<EvaluationRecord>>& records) {
                 if (generation == self->m_generation)
                     self->receive(page, rows, records);
             });
}

void OutcomeModel::receive(int page, const QList<int>& tableRows, const Result<QList<EvaluationRecord>>& records)
{
    m_asked.remove(page);
    if (!records)
        return Q_EMIT failed(records.error());
    const Result<QList<OutcomeRow>> rows = outcomeRows(m_comparison->outcomes, tableRows, *records);
    if (!rows)
        return Q_EMIT failed(rows.error());
    auto* texts = new Page;
    for (const OutcomeRow& row : *rows) {
        Texts one;
        if (const EvaluationRecord* any = row.any()) {
            one.example = QString::number(any->example);
            one.question = displayLine(any->question, 200);
            one.gold = displayLine(any->expected.join(QStringLiteral(" | ")), 80);
        }
        one.partners = partnersOf(row, m_kind);
        for (const std::optional<EvaluationRecord>& answer : row.answers) {
            one.answers.append(answer ? answerText(*answer) : tr("not answered"));
            one.calls.append(answer ? std::optional(answer->call) : std::nullopt);
        }
        texts->append(one);
    }
    m_pages.insert(page, texts);
    const int first = page * pageRows;
    Q_EMIT dataChanged(index(first, 0), index(first + static_cast<int>(tableRows.size()) - 1, columnCount() - 1));
}

std::optional<QList<std::optional<qint64>>> OutcomeModel::callsOf(int row) const
{
    const Texts* texts = textsOf(row);
    return texts ? std::optional(texts->calls) : std::nullopt;
}

TableSource OutcomeModel::source(const std::optional<QList<int>>& rows) const
{
    if (!m_comparison)
        return TableSource::of({}, {});
    return outcomeSource(m_project, m_comparison, inRows(m_rows, rows), m_names);
}

int OutcomeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OutcomeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_comparison ? 0 : fixedColumns + 2 * m_comparison->outcomes.prompts() - 1;
}

QVariant OutcomeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_comparison)
        return {};
    if (role == Qt::DisplayRole)
        return display(index.row(), index.column());
    return role == ToneRole ? toneAt(index.row(), index.column()) : QVariant();
}

QString OutcomeModel::display(int row, int column) const
{
    const int tableRow = m_rows.at(row);
    const OutcomeTable& table = m_comparison->outcomes;
    if (column == TaskColumn)
        return displayLine(m_comparison->tasks.at(table.place(tableRow).task));
    const int after = column - fixedColumns;
    if (after > 0 && after % 2 == 0) {
        const Standing standing = table.answer(tableRow, after / 2).standing;
        return standingGlyph(standing) + QLatin1Char(' ') + standingText(standing);
    }
    const Texts* texts = textsOf(row);
    if (!texts)
        return QStringLiteral("…");
    switch (column) {
    case ExampleColumn: return texts->example;
    case QuestionColumn: return texts->question;
    case GoldColumn: return texts->gold;
    case PartnerColumn: return texts->partners;
    default: return texts->answers.value((after + 1) / 2);
    }
}

QVariant OutcomeModel::toneAt(int row, int column) const
{
    const int after = column - fixedColumns;
    if (after < 0)
        return {};
    const OutcomeTable::Answer& answer =
        m_comparison->outcomes.answer(m_rows.at(row), after > 0 && after % 2 == 0 ? after / 2 : (after + 1) / 2);
    if (after > 0 && after % 2 == 0)
        return static_cast<int>(toneOf(answer.standing));
    return static_cast<int>(answer.evaluation == 0 ? Tone::Quiet : toneOf(answer.kind));
}

QVariant OutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const int after = section - fixedColumns;
    const int prompt = (after + 1) / 2;
    if (role == Qt::ToolTipRole)
        return after >= 0 ? QVariant(displayToolTip(m_names.value(after > 0 && after % 2 == 0 ? after / 2 : prompt)))
                          : QVariant();
    switch (section) {
    case TaskColumn: return tr("Task");
    case ExampleColumn: return tr("Example");
    case QuestionColumn: return tr("Question");
    case GoldColumn: return tr("Expected");
    case PartnerColumn: return m_kind == PromptKind::System ? tr("User prompt") : tr("System prompt");
    default: break;
    }
    if (after > 0 && after % 2 == 0)
        return tr("%1 beside A").arg(promptLetter(after / 2));
    return prompt == 0 ? tr("A (baseline)") : promptLetter(prompt);
}

} // namespace metaspo
