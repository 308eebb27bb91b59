#include "ui/compare/ComparePage.h"
#include "ui/compare/PromptColumns.h"
#include "ui/kit/Background.h"

#include <QComboBox>
#include <QMenu>

// When the compare page reads the file, and what it does with answers that come late.
namespace metaspo {

void ComparePage::readRuns()
{
    whenDone(m_project->queries().runs(), this,
             [this, asked = std::weak_ptr(m_project)](const Result<QList<RunRecord>>& runs) {
                 if (asked.lock() == m_project && runs)
                     takeRuns(*runs);
             });
}

void ComparePage::takeRuns(const QList<RunRecord>& runs)
{
    QList<qint64> ended;
    for (const RunRecord& run : runs)
        if (run.state == RunState::Finished)
            ended.prepend(run.id);
    if (ended == m_endedRuns)
        return;
    m_endedRuns = ended;
    m_finals->clear();
    for (const qint64 run : std::as_const(m_endedRuns))
        m_finals->addAction(tr("Run %1").arg(run), this, [this, run] { copyFinal(run); });
    showState();
}

// Of another program's or a live run's answers: not at once, and only while somebody looks.
void ComparePage::readAnewSoon()
{
    if (m_candidates.isEmpty())
        return;
    m_isStale = true;
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

// A long comparison is not begun again before it is there.
void ComparePage::readAnew()
{
    if (!m_isStale || m_isReading || !isVisible())
        return;
    m_isStale = false;
    readPrompts();
    readAnswers();
}

// What was shown of another choice goes at once. Texts that are known already stay; they never change.
void ComparePage::read()
{
    ++m_generation;
    m_isStale = false;
    QList<CandidateRecord> known;
    for (const CandidateId& id : std::as_const(m_candidates))
        for (const CandidateRecord& record : std::as_const(m_records))
            if (id == CandidateId{record.run, record.candidate.step})
                known.append(record);
    m_records = known;
    m_comparison.reset();
    m_columns->show(known.size() == m_candidates.size() ? known : QList<CandidateRecord>());
    showAnswers();
    showState();
    readPrompts();
    readAnswers();
}

void ComparePage::readPrompts()
{
    if (m_candidates.isEmpty())
        return;
    whenDone(m_project->queries().candidates(m_candidates), this,
             [this, generation = m_generation](const Result<QList<CandidateRecord>>& records) {
                 if (generation != m_generation)
                     return;
                 if (!records)
                     return report(records.error());
                 const bool isNew = m_records.size() != records->size();
                 m_records = *records;
                 m_columns->show(m_records);
                 if (isNew)
                     showAnswers();
                 showState();
             });
}

void ComparePage::readAnswers()
{
    // Let go of before its answer, or once it was cancelled: Qt 6.4 would reach for continuations that are gone.
    std::exchange(m_reading, {}).cancel();
    m_isReading = m_candidates.size() > 1;
    if (!m_isReading)
        return;
    const bool isChosen = m_isSplitChosen || m_comparison;
    const std::optional<Split> split =
        isChosen ? std::optional(static_cast<Split>(m_split->currentData().toInt())) : std::nullopt;
    m_reading = m_project->queries().comparison({m_candidates, split});
    whenDone(m_reading, this,
             [this, generation = m_generation](const Result<std::shared_ptr<const PromptComparison>>& comparison) {
                 if (generation != m_generation)
                     return;
                 m_reading = {};
                 m_isReading = false;
                 if (!comparison)
                     return report(comparison.error());
                 takeAnswers(*comparison);
                 if (m_isStale)
                     m_soon.start();
             });
}

void ComparePage::takeAnswers(const std::shared_ptr<const PromptComparison>& comparison)
{
    if (!m_comparison) {
        m_comparison = comparison;
        m_split->setCurrentIndex(m_split->findData(static_cast<int>(comparison->split)));
        return showAnswers();
    }
    // Read anew: what is the same stays as it is, with selection and place. A million rows are compared elsewhere.
    inBackground(
        this, [comparison, known = m_comparison] { return *comparison == *known; },
        [this, comparison, generation = m_generation](bool isSame) {
            if (isSame || generation != m_generation)
                return;
            m_comparison = comparison;
            showAnswers();
        });
}

} // namespace metaspo
