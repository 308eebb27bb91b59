#include "ui/start/RecentWords.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <QCoreApplication>
#include <QStringList>

namespace metaspo {

namespace {

struct RecentModelWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::RecentModel)
};

QString atWorkText(const RunAtWork& work)
{
    return work.isHere ? RecentModelWords::tr("run %1 is at work").arg(work.run)
                       : RecentModelWords::tr("run %1 is at work in another program").arg(work.run);
}

QString runsText(const ProjectGlance& glance)
{
    QStringList parts;
    for (const RunAtWork& work : glance.atWork)
        parts += atWorkText(work);
    for (const qint64 run : glance.interrupted)
        parts += RecentModelWords::tr("run %1 was interrupted").arg(run);
    if (glance.runs == 0)
        parts += RecentModelWords::tr("no run yet");
    else if (glance.runs == glance.finishedRuns)
        parts += RecentModelWords::tr("%n finished run(s)", nullptr, glance.runs);
    else if (glance.finishedRuns == 0)
        parts += RecentModelWords::tr("%n run(s)", nullptr, glance.runs);
    else
        parts +=
            RecentModelWords::tr("%n run(s), %1 finished", nullptr, glance.runs).arg(countText(glance.finishedRuns));
    if (glance.costNanoDollars.value_or(0) > 0)
        parts += dollarsText(glance.costNanoDollars);
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

QString glanceText(const ProjectGlance* glance)
{
    if (!glance)
        return {};
    switch (glance->state) {
    case ProjectGlance::State::Missing: return RecentModelWords::tr("not there any more");
    case ProjectGlance::State::Newer:
        return RecentModelWords::tr("made by a newer version: can be looked at, not changed");
    case ProjectGlance::State::Unreadable:
        return RecentModelWords::tr("cannot be read: %1").arg(displayLine(glance->trouble));
    case ProjectGlance::State::Usable: break;
    }
    return runsText(*glance);
}

QString glanceIcon(const ProjectGlance* glance)
{
    if (!glance)
        return QStringLiteral("project");
    switch (glance->state) {
    case ProjectGlance::State::Missing:
    case ProjectGlance::State::Unreadable: return QStringLiteral("warning");
    case ProjectGlance::State::Newer: return QStringLiteral("information");
    case ProjectGlance::State::Usable: break;
    }
    if (!glance->interrupted.isEmpty())
        return QStringLiteral("warning");
    return glance->atWork.isEmpty() ? QStringLiteral("project") : QStringLiteral("run");
}

Tone glanceTone(const ProjectGlance* glance)
{
    return glanceIcon(glance) == QLatin1String("warning") ? Tone::Caution : Tone::Accent;
}

} // namespace metaspo
