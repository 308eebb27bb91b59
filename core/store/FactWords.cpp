#include "core/store/FactWords.h"

namespace metaspo {

namespace {

QString quoted(const QString& text)
{
    constexpr qsizetype longest = 80;
    const QString line = text.simplified();
    return u'"' + (line.size() > longest ? line.left(longest) + QChar(0x2026) : line) + u'"';
}

QString list(const QList<Step>& steps)
{
    QStringList parts;
    for (const Step& step : steps)
        parts << text(step);
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QLatin1String(", "));
}

QString list(const QMap<QString, Step>& prompts)
{
    QStringList parts;
    for (auto entry = prompts.begin(); entry != prompts.end(); ++entry)
        parts << entry.key() + QLatin1String(": ") + text(entry.value());
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QLatin1String(", "));
}

QString number(const MetaScore& score)
{
    return QString::number(score.value(), 'f', 9);
}

QString because(const QString& reason)
{
    return reason.isEmpty() ? QString() : QLatin1String(" (") + reason + u')';
}

struct Words
{
    QString operator()(const CandidateProposed& fact) const
    {
        const Candidate& candidate = fact.candidate;
        return QStringLiteral("%1 prompt %2, %3%4, from %5, parents %6, text %7")
            .arg(name(candidate.kind), text(candidate.step), name(candidate.state), because(candidate.reason),
                 name(candidate.origin), list(candidate.parents), quoted(candidate.text));
    }
    QString operator()(const CandidateJudged& fact) const
    {
        return QStringLiteral("candidate %1 %2%3, score %4")
            .arg(text(fact.candidate), name(fact.state), because(fact.reason),
                 fact.score ? number(*fact.score) : QStringLiteral("none"));
    }
    QString operator()(const CandidateDropped& fact) const
    {
        return QStringLiteral("candidate %1 dropped after %2 of %3 answers, at most %4")
            .arg(text(fact.candidate), QString::number(fact.answered), QString::number(fact.planned),
                 number(fact.atMost));
    }
    QString operator()(const CellFinished& fact) const
    {
        return QStringLiteral("%1 with %2 on %3 (%4): n %5, right %6, unreadable %7, score %8")
            .arg(text(fact.cell.system), text(fact.cell.user), fact.cell.task, name(fact.cell.split))
            .arg(fact.score.n)
            .arg(fact.score.right)
            .arg(fact.score.unreadable)
            .arg(fact.score.score.value(), 0, 'f', 9);
    }
    QString operator()(const BeamChosen& fact) const
    {
        return QStringLiteral("beam of %1 after %2: %3").arg(fact.task, text(fact.loop), list(fact.beam));
    }
    QString operator()(const IncumbentChosen& fact) const
    {
        return QStringLiteral("incumbent after %1: %2 with %3, before %4 with %5%6")
            .arg(text(fact.loop), text(fact.incumbent), number(fact.score), text(fact.before),
                 number(fact.beforeScore), because(fact.reason));
    }
    QString operator()(const StageReached& fact) const
    {
        return QStringLiteral("after %1: incumbent %2, first prompts %3")
            .arg(text(fact.loop), text(fact.incumbent), list(fact.firstPrompts));
    }
    QString operator()(const RunEnded& fact) const
    {
        return QStringLiteral("end, %1 (%2): incumbent %3, first prompts %4")
            .arg(name(fact.reason), fact.explanation, text(fact.incumbent), list(fact.firstPrompts));
    }
};

} // namespace

QString inWords(const Fact& fact)
{
    return std::visit(Words{}, fact);
}

} // namespace metaspo
