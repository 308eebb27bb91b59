#include "app/cli/RunNarration.h"

#include "app/cli/OptionValues.h"

namespace metaspo {

namespace {

QString judgement(const CandidateJudged& fact)
{
    QString text = QStringLiteral("%1: ").arg(metaspo::text(fact.candidate));
    if (fact.score)
        text += percentText(fact.score->value()) + QStringLiteral(", ");
    text += name(fact.state);
    return fact.reason.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(fact.reason);
}

QString choice(const IncumbentChosen& fact)
{
    const QString where = QStringLiteral("Iteration %1: the system prompt %2 ").arg(fact.loop.iteration).arg(
        text(fact.incumbent));
    if (fact.incumbent != fact.before)
        return where
               + QStringLiteral("is adopted, %1 after %2")
                     .arg(percentText(fact.score.value()), percentText(fact.beforeScore.value()));
    return where + (fact.reason.isEmpty() ? QStringLiteral("stays") : QStringLiteral("stays (%1)").arg(fact.reason));
}

bool isSettled(const Candidate& candidate)
{
    if (candidate.state == CandidateState::Initial)
        return candidate.score.has_value();
    return candidate.state != CandidateState::Proposed;
}

} // namespace

RunNarration::RunNarration(const RunOverview& before)
{
    for (const CandidateRecord& record : before.candidates)
        if (isSettled(record.candidate))
            m_toldCandidates.insert(record.candidate.step);
    for (const Fact& fact : before.decisions)
        if (const auto* chosen = std::get_if<IncumbentChosen>(&fact))
            m_toldLoops.insert(chosen->loop);
}

std::optional<QString> RunNarration::sentence(const Fact& fact)
{
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact)) {
        const Candidate& candidate = proposed->candidate;
        if (m_toldCandidates.contains(candidate.step))
            return std::nullopt;
        if (candidate.state == CandidateState::Rejected)
            return QStringLiteral("%1: rejected (%2)").arg(text(candidate.step), candidate.reason);
        if (candidate.state == CandidateState::Alias && candidate.aliasOf)
            return QStringLiteral("%1: the same text as %2").arg(text(candidate.step), text(*candidate.aliasOf));
    } else if (const auto* judged = std::get_if<CandidateJudged>(&fact)) {
        if (!m_toldCandidates.contains(judged->candidate))
            return judgement(*judged);
    } else if (const auto* dropped = std::get_if<CandidateDropped>(&fact)) {
        if (!m_toldCandidates.contains(dropped->candidate))
            return QStringLiteral("%1: at most %2, stopped after %3 of %4")
                .arg(text(dropped->candidate), percentText(dropped->atMost.value()))
                .arg(dropped->answered)
                .arg(dropped->planned);
    } else if (const auto* chosen = std::get_if<IncumbentChosen>(&fact)) {
        if (!m_toldLoops.contains(chosen->loop))
            return choice(*chosen);
    } else if (const auto* ended = std::get_if<RunEnded>(&fact); ended && !ended->explanation.isEmpty()) {
        return ended->explanation;
    }
    return std::nullopt;
}

QString predicate(RunState state)
{
    switch (state) {
    case RunState::Created:
        return QStringLiteral("has not begun");
    case RunState::Failed:
        return QStringLiteral("failed");
    default:
        return QStringLiteral("is ") + name(state);
    }
}

QString percentText(double share)
{
    return QString::number(100 * share, 'f', 1) + QStringLiteral(" %");
}

QString durationText(qint64 seconds)
{
    if (seconds < 90)
        return QStringLiteral("%1 s").arg(seconds);
    const qint64 minutes = (seconds + 30) / 60;
    return minutes < 90 ? QStringLiteral("%1 min").arg(minutes)
                        : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString positionText(const Step& step)
{
    switch (step.loop) {
    case Loop::Start:
        return QStringLiteral("initial prompts");
    case Loop::Inner:
        return QStringLiteral("iteration %1, inner loop").arg(step.iteration);
    case Loop::Outer:
        return QStringLiteral("iteration %1, outer loop").arg(step.iteration);
    case Loop::Test:
        return QStringLiteral("final test");
    }
    return {};
}

QString progressLine(const RunProgress& progress)
{
    QStringList parts{positionText(progress.position),
                      QStringLiteral("%1 of about %2 calls")
                          .arg(progress.callsDone)
                          .arg(std::max(progress.callsExpected, progress.callsDone)),
                      QStringLiteral("%1 in flight").arg(progress.inFlight)};
    if (progress.failedAttempts > 0)
        parts << QStringLiteral("%1 failed attempts").arg(progress.failedAttempts);
    if (progress.spentNanoDollars && (*progress.spentNanoDollars > 0 || progress.budgetNanoDollars)) {
        parts << QStringLiteral("$%1").arg(dollars(*progress.spentNanoDollars));
        if (progress.budgetNanoDollars)
            parts.last() += QStringLiteral(" of $%1").arg(dollars(*progress.budgetNanoDollars));
    }
    if (progress.secondsLeft)
        parts << QStringLiteral("%1 left").arg(durationText(*progress.secondsLeft));
    return parts.join(QStringLiteral(" · "));
}

} // namespace metaspo
