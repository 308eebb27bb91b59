#include "core/domain/Fact.h"

namespace metaspo {

QString reason(const CandidateDropped& fact)
{
    return QStringLiteral("Dropped after %1 of %2 answers: it could reach at most %3 %")
        .arg(fact.answered)
        .arg(fact.planned)
        .arg(100 * fact.atMost.value(), 0, 'f', 2);
}

bool isSameButForWords(Fact one, Fact other)
{
    for (Fact* fact : {&one, &other}) {
        if (auto* proposed = std::get_if<CandidateProposed>(fact))
            proposed->candidate.reason.clear();
        else if (auto* judged = std::get_if<CandidateJudged>(fact))
            judged->reason.clear();
        else if (auto* chosen = std::get_if<IncumbentChosen>(fact))
            chosen->reason.clear();
        else if (auto* ended = std::get_if<RunEnded>(fact))
            ended->explanation.clear();
    }
    return one == other;
}

} // namespace metaspo
