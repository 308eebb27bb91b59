#include "core/optimize/Reasons.h"

namespace metaspo {

namespace {

QString percent(const MetaScore& score)
{
    return QString::number(100 * score.value(), 'f', 2) + QStringLiteral(" %");
}

} // namespace

QString whyChosen(bool isAdopted, bool hadRivals, const MetaScore& before, const MetaScore& after)
{
    if (isAdopted)
        return QStringLiteral("Its meta score is %1, the incumbent's with the same user prompts %2.")
            .arg(percent(after), percent(before));
    if (hadRivals)
        return QStringLiteral("No proposal has a meta score above the incumbent's %1.").arg(percent(before));
    return QStringLiteral("There was no proposal to compare with.");
}

QString whyNotKept(const Step& last, const MetaScore& score)
{
    return QStringLiteral("Not better than %1, which has %2.").arg(text(last), percent(score));
}

} // namespace metaspo
