#include "core/engine/ComparisonReading.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr int answersAtOnce = 4000;

Error otherKind(const Candidate& one, const Candidate& other)
{
    return {ErrorKind::WrongUsage,
            one.kind == other.kind ? QStringLiteral("User prompts of different tasks have no examples in common")
                                   : QStringLiteral("A system prompt and a user prompt have no examples in common"),
            {},
            one.kind == other.kind ? QStringLiteral("Compare user prompts of one task.")
                                   : QStringLiteral("Compare two of a kind.")};
}

/// Gives the examples of other versions of a task the numbers of the same examples in the version that came first, so
/// that an index never joins two different questions. The same: equal question and equal gold answer.
class SameExamples
{
public:
    explicit SameExamples(qint64 task) : m_task(task) {}

    void learn(const QList<CellAnswer>& answers)
    {
        for (const CellAnswer& answer : answers)
            m_numbers.insert({answer.question, answer.gold}, answer.example);
    }

    void number(qint64 task, QList<CellAnswer>& answers)
    {
        if (task == m_task)
            return;
        QSet<int> used;
        for (CellAnswer& answer : answers) {
            const std::pair key(answer.question, answer.gold);
            const auto known = m_numbers.constFind(key);
            if (known != m_numbers.constEnd() && !used.contains(*known))
                answer.example = *known;
            else
                answer.example = m_free++;
            if (known == m_numbers.constEnd())
                m_numbers.insert(key, answer.example);
            used.insert(answer.example);
        }
    }

private:
    qint64 m_task;
    QHash<std::pair<qint64, QString>, int> m_numbers;
    int m_free = 1 << 30; ///< beyond every index
};

} // namespace

ComparisonReading::ComparisonReading(const ComparisonRequest& request) : m_request(request), m_split(request.split) {}

Result<bool> ComparisonReading::readSome(Reader& reader)
{
    if (m_cells.size() == m_request.candidates.size())
        return readAnswers(reader);
    if (const Result<void> read = readCandidate(reader, m_request.candidates[m_cells.size()]); !read)
        return tl::unexpected(read.error());
    if (m_cells.size() == m_request.candidates.size()) {
        chooseSplit();
        leaveOut();
    }
    return true;
}

Result<void> ComparisonReading::readCandidate(Reader& reader, const CandidateId& id)
{
    const Result<CandidateRecord> record = reader.candidate(id.run, id.step);
    if (!record)
        return tl::unexpected(record.error());
    const Candidate& candidate = record->candidate;
    if (!m_first)
        m_first = candidate;
    if (candidate.kind != m_first->kind || candidate.task != m_first->task)
        return tl::unexpected(otherKind(*m_first, candidate));
    // A text seen before was scored under the step of its first appearance.
    const Result<QList<AnsweredCell>> cells = reader.answeredCells(id.run, candidate.aliasOf.value_or(candidate.step));
    if (!cells)
        return tl::unexpected(cells.error());
    QList<CellRead> read;
    QHash<QString, int> order; // that of the run's tasks
    for (const AnsweredCell& cell : *cells) {
        read.append({cell, {}});
        if (!order.contains(cell.cell.task))
            order.insert(cell.cell.task, static_cast<int>(order.size()));
    }
    std::sort(read.begin(), read.end(), [&order](const CellRead& one, const CellRead& other) {
        const Cell& first = one.cell.cell;
        const Cell& second = other.cell.cell;
        return std::tuple(order.value(first.task), first.user, first.system) <
               std::tuple(order.value(second.task), second.user, second.system);
    });
    m_cells.append(read);
    return {};
}

// Test before validation before train: the first on which there is something to compare.
void ComparisonReading::chooseSplit()
{
    for (const Split split : {Split::Test, Split::Validation, Split::Train}) {
        if (m_split)
            return;
        int answered = 0;
        for (qsizetype prompt = 0; prompt < m_cells.size(); ++prompt) {
            const bool has = std::any_of(m_cells[prompt].begin(), m_cells[prompt].end(),
                                         [split](const CellRead& read) { return read.cell.cell.split == split; });
            answered += has ? 1 : 0;
            if (prompt == 0 && !has)
                break;
        }
        if (answered > 1)
            m_split = split;
    }
}

// Cells of other splits, and of tasks that not both the baseline and another prompt have answered.
void ComparisonReading::leaveOut()
{
    QHash<QString, int> prompts;
    for (QList<CellRead>& cells : m_cells) {
        cells.removeIf([this](const CellRead& read) { return read.cell.cell.split != split(); });
        QSet<QString> tasks;
        for (const CellRead& read : std::as_const(cells))
            tasks.insert(read.cell.cell.task);
        for (const QString& task : std::as_const(tasks))
            ++prompts[task];
    }
    QSet<QString> kept;
    for (const CellRead& read : std::as_const(m_cells.first()))
        if (prompts.value(read.cell.cell.task) > 1)
            kept.insert(read.cell.cell.task);
    for (QList<CellRead>& cells : m_cells)
        cells.removeIf([&kept](const CellRead& read) { return !kept.contains(read.cell.cell.task); });
}

Result<bool> ComparisonReading::readAnswers(Reader& reader)
{
    while (m_prompt < m_cells.size() && m_cell >= m_cells[m_prompt].size()) {
        ++m_prompt;
        m_cell = 0;
    }
    if (m_prompt >= m_cells.size())
        return false;
    CellRead& read = m_cells[m_prompt][m_cell];
    const qint64 after = read.answers.isEmpty() ? 0 : read.answers.last().exampleId;
    const Result<QList<CellAnswer>> answers = reader.cellAnswers(read.cell, after, answersAtOnce);
    if (!answers)
        return tl::unexpected(answers.error());
    read.answers += *answers;
    if (answers->size() < answersAtOnce)
        ++m_cell;
    return true;
}

PartnerCell ComparisonReading::partnerCell(CellRead& read) const
{
    const bool isSystem = m_first->kind == PromptKind::System;
    PartnerCell cell;
    cell.partner = isSystem ? read.cell.cell.user : read.cell.cell.system;
    cell.partnerText = isSystem ? read.cell.userText : read.cell.systemText;
    cell.answers.reserve(read.answers.size());
    cell.evaluations.reserve(read.answers.size());
    for (const CellAnswer& answer : std::as_const(read.answers)) {
        cell.answers.append({answer.example, answer.gold, answer.outcome});
        cell.evaluations.append(answer.evaluation);
    }
    read.answers.clear();
    return cell;
}

QList<TaskAnswers> ComparisonReading::takeAnswers()
{
    QList<TaskAnswers> tasks;
    QHash<QString, qsizetype> places;
    QHash<QString, SameExamples> same;
    if (m_cells.isEmpty())
        return tasks;
    for (const CellRead& read : std::as_const(m_cells.first())) {
        const QString& name = read.cell.cell.task;
        if (!places.contains(name)) {
            places.insert(name, tasks.size());
            same.insert(name, SameExamples(read.cell.taskId));
            tasks.append({name, read.cell.domain, read.cell.metric, QList<QList<PartnerCell>>(m_cells.size())});
        }
        same.find(name)->learn(read.answers);
    }
    for (qsizetype prompt = 0; prompt < m_cells.size(); ++prompt)
        for (CellRead& read : m_cells[prompt]) {
            const QString& name = read.cell.cell.task;
            same.find(name)->number(read.cell.taskId, read.answers);
            tasks[places.value(name)].prompts[prompt].append(partnerCell(read));
        }
    return tasks;
}

} // namespace metaspo
