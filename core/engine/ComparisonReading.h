#pragma once

#include "core/analysis/OutcomeTable.h"
#include "core/engine/Queries.h"
#include "core/store/CellRows.h"
#include "core/store/Reader.h"

namespace metaspo {

/// Reads what several prompts answered, in pieces of a few milliseconds, so that other queries need not wait for it.
/// Query thread.
class ComparisonReading
{
public:
    explicit ComparisonReading(const ComparisonRequest& request);

    /// One piece; true: there is more. Fails if a candidate is not there or they are not of one kind.
    Result<bool> readSome(Reader& reader);

    /// When all is read: the tasks that the first prompt and another one have answered.
    QList<TaskAnswers> takeAnswers();
    Split split() const { return m_split.value_or(Split::Test); }
    int prompts() const { return static_cast<int>(m_request.candidates.size()); }

private:
    /// A cell with what has been read of it.
    struct CellRead
    {
        AnsweredCell cell;
        QList<CellAnswer> answers;
    };

    Result<void> readCandidate(Reader& reader, const CandidateId& id);
    Result<bool> readAnswers(Reader& reader);
    void chooseSplit();
    void leaveOut();
    PartnerCell partnerCell(CellRead& read) const;

    ComparisonRequest m_request;
    std::optional<Split> m_split;
    std::optional<Candidate> m_first;
    QList<QList<CellRead>> m_cells; ///< by prompt
    qsizetype m_prompt = 0;         ///< what is read next
    qsizetype m_cell = 0;
};

} // namespace metaspo
