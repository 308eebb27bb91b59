#include "ui/tasks/document/VersionText.h"

#include <QCoreApplication>
#include <QStringList>

namespace metaspo {

namespace {

struct VersionWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::VersionText)
};

/// "run 3", "runs 3 and 4", "runs 3, 4, 5 and 9 more".
QString runsText(const QList<qint64>& runs)
{
    constexpr qsizetype mostNamed = 3;
    QStringList names;
    for (const qint64 run : runs.mid(0, mostNamed))
        names.append(QString::number(run));
    if (runs.size() == 1)
        return VersionWords::tr("run %1").arg(names.first());
    const int more = static_cast<int>(runs.size() - names.size());
    if (more > 0)
        return VersionWords::tr("runs %1 and %n more", nullptr, more).arg(names.join(QStringLiteral(", ")));
    const QString last = names.takeLast();
    return VersionWords::tr("runs %1 and %2").arg(names.join(QStringLiteral(", ")), last);
}

QString keepsText(const TaskVersion& version)
{
    const QString sentence =
        version.runs.size() == 1 ? VersionWords::tr("%1 keeps version %2") : VersionWords::tr("%1 keep version %2");
    return sentence.arg(runsText(version.runs)).arg(version.version);
}

QString capitalised(QString sentence)
{
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

} // namespace

QString versionText(const QList<TaskVersion>& versions, bool isChanged)
{
    QStringList parts;
    for (const TaskVersion& version : versions)
        if (!version.runs.isEmpty() && (!version.isCurrent || isChanged))
            parts.append(keepsText(version));
    if (versions.isEmpty())
        return {};
    const TaskVersion& newest = versions.last();
    const int edited = newest.version + (isChanged && !newest.runs.isEmpty() ? 1 : 0);
    if (!newest.runs.isEmpty() && !isChanged)
        parts.append(VersionWords::tr("%1 used version %2, so a change makes version %3")
                         .arg(runsText(newest.runs))
                         .arg(newest.version)
                         .arg(newest.version + 1));
    else if (!parts.isEmpty())
        parts.append(VersionWords::tr("you are editing version %1").arg(edited));
    return parts.isEmpty() ? QString() : capitalised(parts.join(QStringLiteral("; "))) + QLatin1Char('.');
}

} // namespace metaspo
