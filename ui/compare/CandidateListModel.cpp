#include "ui/compare/CandidateListModel.h"

#include "ui/compare/CompareWords.h"
#include "ui/kit/PlainText.h"
#include "ui/run/StepText.h"

namespace metaspo {

void CandidateListModel::show(const QList<CandidateRecord>& records)
{
    m_all = records;
    fill();
}

void CandidateListModel::narrow(const std::optional<QString>& task, const QString& typed)
{
    m_task = task;
    m_typed = typed;
    fill();
}

void CandidateListModel::fill()
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype place = 0; place < m_all.size(); ++place) {
        const Candidate& candidate = m_all.at(place).candidate;
        const bool isOfKind = m_task ? candidate.kind == PromptKind::User && candidate.task == *m_task
                                     : candidate.kind == PromptKind::System;
        const auto isTypedIn = [this](const QString& shown) { return shown.contains(m_typed, Qt::CaseInsensitive); };
        if (isOfKind && (m_typed.isEmpty() || isTypedIn(promptTitle(m_all.at(place))) ||
                         isTypedIn(text(candidate.step)) || isTypedIn(stateText(candidate.state))))
            m_rows.append(place);
    }
    endResetModel();
}

const CandidateRecord* CandidateListModel::record(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_all.at(m_rows.at(row)) : nullptr;
}

QList<std::optional<QString>> CandidateListModel::kinds() const
{
    QList<std::optional<QString>> kinds;
    for (const CandidateRecord& record : m_all) {
        const Candidate& candidate = record.candidate;
        const std::optional<QString> kind =
            candidate.kind == PromptKind::User ? std::optional(candidate.task) : std::nullopt;
        if (!kinds.contains(kind))
            kind ? kinds.append(kind) : kinds.prepend(kind);
    }
    return kinds;
}

int CandidateListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CandidateListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant CandidateListModel::data(const QModelIndex& index, int role) const
{
    const CandidateRecord* shown = record(index.row());
    if (!shown)
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == ScoreColumn)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? display(*shown, index.column()) : QVariant();
}

QString CandidateListModel::display(const CandidateRecord& record, int column) const
{
    const Candidate& candidate = record.candidate;
    switch (column) {
    case NameColumn: return promptTitle(record);
    case StateColumn: return stateGlyph(candidate.state) + QLatin1Char(' ') + stateText(candidate.state);
    case ScoreColumn: return scoreText(candidate);
    case StepColumn: return displayLine(text(candidate.step));
    default: return {};
    }
}

QVariant CandidateListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Prompt");
    case StateColumn: return tr("State");
    case ScoreColumn: return tr("Score");
    case StepColumn: return tr("Step");
    default: return {};
    }
}

} // namespace metaspo
